package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.ID;
import static io.savehandler.files.SessionDirectory.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What one request after the other finds, with either lock. */
@ParameterizedClass
@EnumSource(FilesLock.class)
class FilesSessionHandlerTest extends EitherLock {
    FilesSessionHandlerTest(FilesLock lock, @TempDir Path path) {
        super(lock, path);
    }

    @Test
    void aWrittenSessionIsAFileWithTheBytes() {
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.read(ID)).isEmpty();
            handler.write(ID, bytes("visits|i:1;"));
        }
        assertThat(directory.stored(ID)).isEqualTo("visits|i:1;");
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.read(ID)).isEqualTo(bytes("visits|i:1;"));
        }
    }

    @Test
    void aShorterSessionLeavesNothingOfTheLongerOne() {
        directory.store(ID, "visits|i:1000000;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            handler.write(ID, bytes("a|N;"));
        }
        assertThat(directory.stored(ID)).isEqualTo("a|N;");
    }

    @Test
    void anEmptySessionIsAnEmptyFile() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            handler.write(ID, bytes(""));
        }
        assertThat(directory.stored(ID)).isEmpty();
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.validateId(ID)).isTrue();
            assertThat(handler.read(ID)).isEmpty();
        }
    }

    @Test
    void onlyOneHandlerHasTheLock() {
        directory.store(ID, "a|N;");
        try (SessionHandler holder = handler(LOCKING);
                SessionHandler other = handler(LOCKING)) {
            holder.read(ID);
            assertThatThrownBy(() -> other.read(ID)).isInstanceOf(SessionLockTimeoutException.class);
            assertThatThrownBy(() -> other.validateId(ID)).isInstanceOf(SessionLockTimeoutException.class);
            assertThatThrownBy(() -> other.write(ID, bytes("b|N;"))).isInstanceOf(SessionLockTimeoutException.class);
            holder.close();
            assertThat(other.read(ID)).isEqualTo(bytes("a|N;"));
        }
    }

    @Test
    void copyingTheBytesWaitsForTheLockInEveryMode() {
        directory.store(ID, "a|N;");
        try (SessionHandler holder = handler(LOCKING);
                SessionHandler reader = handler(READ_ONLY);
                SessionHandler unlocked = handler(UNLOCKED)) {
            holder.read(ID);
            assertThatThrownBy(() -> reader.read(ID)).isInstanceOf(SessionLockTimeoutException.class);
            assertThatThrownBy(() -> unlocked.read(ID)).isInstanceOf(SessionLockTimeoutException.class);
        }
    }

    @Test
    void withoutLockingTheLockIsGivenBackAtOnce() {
        directory.store(ID, "a|N;");
        try (SessionHandler reader = handler(READ_ONLY);
                SessionHandler unlocked = handler(UNLOCKED);
                SessionHandler holder = handler(LOCKING)) {
            assertThat(reader.read(ID)).isEqualTo(bytes("a|N;"));
            assertThat(unlocked.read(ID)).isEqualTo(bytes("a|N;"));
            assertThat(holder.read(ID)).isEqualTo(bytes("a|N;"));
        }
    }

    @Test
    void aReaderCreatesNothing() {
        try (SessionHandler reader = handler(READ_ONLY);
                SessionHandler unlocked = handler(UNLOCKED)) {
            assertThat(reader.read(ID)).isEmpty();
            assertThat(reader.validateId(ID)).isFalse();
            assertThat(unlocked.read(ID)).isEmpty();
        }
        assertThat(directory.names()).isEmpty();
    }

    @Test
    void aFailedValidationLeavesNeitherFileNorLock() {
        try (SessionHandler first = handler(LOCKING);
                SessionHandler second = handler(LOCKING)) {
            assertThat(first.validateId(ID)).isFalse();
            assertThat(directory.names()).isEmpty();
            assertThat(second.read(ID)).isEmpty();
        }
    }

    @Test
    void aValidationReadsUnderTheLock() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING);
                SessionHandler other = handler(LOCKING)) {
            assertThat(handler.validateId(ID)).isTrue();
            assertThatThrownBy(() -> other.read(ID)).isInstanceOf(SessionLockTimeoutException.class);
            directory.store(ID, "b|N;");
            assertThat(handler.read(ID)).isEqualTo(bytes("a|N;"));
        }
    }

    @Test
    void anIdThatWasOnlyReadIsNoSession() {
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.read(ID)).isEmpty();
            assertThat(directory.names()).hasSize(1);
        }
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.validateId(ID)).isFalse();
        }
    }

    @Test
    void anExpiredSessionReadsAsEmptyAndIsNotValid() {
        directory.store(ID, "a|N;");
        directory.age(ID, Duration.ofMinutes(25));
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.validateId(ID)).isFalse();
            assertThat(handler.read(ID)).isEmpty();
            handler.write(ID, bytes("b|N;"));
        }
        assertThat(directory.stored(ID)).isEqualTo("b|N;");
    }

    @Test
    void aSessionIsAliveToTheEndOfItsLifetime() {
        directory.store(ID, "a|N;");
        directory.age(ID, Duration.ofMinutes(24).minusSeconds(20));
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.read(ID)).isEqualTo(bytes("a|N;"));
        }
    }

    @Test
    void aNewIdIsNotYetAFile() {
        try (SessionHandler handler = handler(LOCKING)) {
            String id = handler.createId();
            assertThat(id).matches("[0-9a-f]{32}");
            assertThat(handler.validateId(id)).isFalse();
        }
        assertThat(directory.names()).isEmpty();
    }

    @Test
    void anIllegalIdNeverReachesAPath() {
        try (SessionHandler handler = handler(LOCKING)) {
            assertThatThrownBy(() -> handler.read("../../etc/passwd")).isInstanceOf(InvalidSessionIdException.class);
            assertThatThrownBy(() -> handler.validateId("a/b")).isInstanceOf(InvalidSessionIdException.class);
        }
    }

    @Test
    void anotherSavePathIsRefused() {
        try (SessionHandler handler = factory.newHandler(LOCKING)) {
            handler.open(directory.path().toString(), "PHPSESSID");
            assertThatThrownBy(() -> handler.open("/elsewhere", "PHPSESSID"))
                    .isInstanceOf(SessionConfigurationException.class)
                    .hasMessageContaining("session.save_path");
        }
    }
}
