package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.ID;
import static io.savehandler.files.SessionDirectory.NEW_ID;
import static io.savehandler.files.SessionDirectory.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that move to another id. */
@ParameterizedClass
@EnumSource(FilesLock.class)
class FilesRegenerationTest extends EitherLock {
    FilesRegenerationTest(FilesLock lock, @TempDir Path path) {
        super(lock, path);
    }

    @Test
    void aRegenerationMovesDataAndLock() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING);
                SessionHandler other = handler(LOCKING)) {
            byte[] data = handler.read(ID);
            assertThat(handler.regenerate(new Regeneration(ID, NEW_ID, data, true)))
                    .isEqualTo(Regeneration.Outcome.DONE);
            assertThat(directory.names()).containsExactly("sess_" + NEW_ID);
            assertThatThrownBy(() -> other.read(NEW_ID)).isInstanceOf(SessionLockTimeoutException.class);
            assertThat(other.read(ID)).isEmpty();
            handler.write(NEW_ID, bytes("b|N;"));
        }
        assertThat(directory.stored(NEW_ID)).isEqualTo("b|N;");
    }

    @Test
    void aRegenerationCanKeepTheOldSession() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            handler.regenerate(new Regeneration(ID, NEW_ID, bytes("b|N;"), false));
        }
        assertThat(directory.stored(ID)).isEqualTo("b|N;");
        assertThat(directory.stored(NEW_ID)).isEqualTo("b|N;");
    }

    @Test
    void aRegenerationChangesNothingIfTheNewIdIsTaken() {
        directory.store(ID, "a|N;");
        directory.store(NEW_ID, "theirs|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            assertThat(handler.regenerate(new Regeneration(ID, NEW_ID, bytes("b|N;"), true)))
                    .isEqualTo(Regeneration.Outcome.NEW_ID_TAKEN);
            handler.write(ID, bytes("c|N;"));
        }
        assertThat(directory.stored(ID)).isEqualTo("c|N;");
        assertThat(directory.stored(NEW_ID)).isEqualTo("theirs|N;");
    }

    @Test
    void aRegenerationOfADestroyedSessionMakesNoNewOne() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            directory.remove(ID);
            assertThatThrownBy(() -> handler.regenerate(new Regeneration(ID, NEW_ID, bytes("b|N;"), true)))
                    .isInstanceOf(SessionGoneException.class);
        }
        assertThat(directory.names()).isEmpty();
    }

    @Test
    void aConditionalRegenerationChangesNothingIfTheOldSessionDid() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(UNLOCKED)) {
            handler.read(ID);
            directory.store(ID, "theirs|N;");
            assertThat(handler.regenerate(new Regeneration(ID, NEW_ID, bytes("b|N;"), true).ifUnchanged()))
                    .isEqualTo(Regeneration.Outcome.OLD_CHANGED);
            assertThat(directory.names()).containsExactly("sess_" + ID);
            handler.read(ID);
            assertThat(handler.regenerate(new Regeneration(ID, NEW_ID, bytes("b|N;"), true).ifUnchanged()))
                    .isEqualTo(Regeneration.Outcome.DONE);
        }
        assertThat(directory.names()).containsExactly("sess_" + NEW_ID);
    }

    @Test
    void aRegenerationToTheSameIdIsNone() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            assertThat(handler.regenerate(new Regeneration(ID, ID, bytes("b|N;"), true)))
                    .isEqualTo(Regeneration.Outcome.NEW_ID_TAKEN);
        }
        assertThat(directory.stored(ID)).isEqualTo("a|N;");
    }
}
