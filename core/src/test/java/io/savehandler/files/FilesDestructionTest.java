package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.ID;
import static io.savehandler.files.SessionDirectory.NEW_ID;
import static io.savehandler.files.SessionDirectory.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that are destroyed or expire, also while a request uses them. */
@ParameterizedClass
@EnumSource(FilesLock.class)
class FilesDestructionTest extends EitherLock {
    FilesDestructionTest(FilesLock lock, @TempDir Path path) {
        super(lock, path);
    }

    @Test
    void aSessionDestroyedMeanwhileIsNotBroughtBack() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING);
                SessionHandler other = handler(LOCKING)) {
            handler.read(ID);
            other.destroy(ID);
            assertThatThrownBy(() -> handler.write(ID, bytes("b|N;"))).isInstanceOf(SessionGoneException.class);
            assertThatThrownBy(() -> handler.updateTimestamp(ID, bytes("a|N;")))
                    .isInstanceOf(SessionGoneException.class);
        }
        assertThat(directory.names()).isEmpty();
    }

    @Test
    void withoutLockingADestroyedSessionIsNotBroughtBackEither() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(UNLOCKED)) {
            handler.read(ID);
            directory.remove(ID);
            assertThatThrownBy(() -> handler.write(ID, bytes("b|N;"))).isInstanceOf(SessionGoneException.class);
            assertThatThrownBy(() -> handler.updateTimestamp(ID, bytes("a|N;")))
                    .isInstanceOf(SessionGoneException.class);
            assertThat(handler.writeIfUnchanged(ID, bytes("b|N;"))).isFalse();
        }
        assertThat(directory.names()).isEmpty();
    }

    @Test
    void aSessionThatExpiredWhileInUseIsStoredAgain() {
        directory.store(ID, "a|N;");
        directory.age(ID, Duration.ofMinutes(24).minusMillis(50));
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            await(Duration.ofMillis(60));
            directory.remove(ID);
            handler.write(ID, bytes("b|N;"));
        }
        assertThat(directory.stored(ID)).isEqualTo("b|N;");
    }

    @Test
    void afterARemovalTheDataGoesToTheEmptyFileInItsPlace() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            directory.remove(ID);
            directory.store(ID, "");
            handler.write(ID, bytes("b|N;"));
        }
        assertThat(directory.stored(ID)).isEqualTo("b|N;");
    }

    @Test
    void dataStoredUnderTheSameIdAfterARemovalStays() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            directory.remove(ID);
            directory.store(ID, "theirs|N;");
            assertThatThrownBy(() -> handler.write(ID, bytes("b|N;"))).isInstanceOf(SessionLockLostException.class);
        }
        assertThat(directory.stored(ID)).isEqualTo("theirs|N;");
    }

    @Test
    void dataStoredWithoutTheLockStays() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            directory.store(ID, "theirs|N;");
            assertThatThrownBy(() -> handler.write(ID, bytes("b|N;"))).isInstanceOf(SessionLockLostException.class);
        }
        assertThat(directory.stored(ID)).isEqualTo("theirs|N;");
    }

    @Test
    void aDestroyedSessionIsGoneAndStaysLocked() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            handler.destroy(ID);
            assertThat(directory.names()).isEmpty();
            handler.destroy(ID);
        }
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.read(ID)).isEmpty();
        }
    }

    @Test
    void aSessionThatWasNotReadIsDestroyedToo() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(LOCKING)) {
            handler.destroy(ID);
            handler.destroy(NEW_ID);
        }
        assertThat(directory.names()).isEmpty();
    }

    @Test
    void gcRemovesWhatIsOlderThanTheLifetimeAndNothingElse() {
        directory.store(ID, "a|N;");
        directory.age(ID, Duration.ofSeconds(1442));
        directory.store(NEW_ID, "b|N;");
        directory.age(NEW_ID, Duration.ofSeconds(1430));
        directory.store("not-ours", "");
        try (SessionHandler handler = handler(LOCKING)) {
            assertThat(handler.gc(Duration.ofMinutes(24))).isEqualTo(1);
            assertThat(handler.gc(Duration.ofMinutes(24))).isZero();
        }
        assertThat(directory.holds(ID)).isFalse();
        assertThat(directory.holds(NEW_ID)).isTrue();
    }

    @Test
    void gcSparesTheSessionInUseAndLockedOnes() {
        directory.store(ID, "a|N;");
        directory.store(NEW_ID, "b|N;");
        try (SessionHandler handler = handler(LOCKING);
                SessionHandler other = handler(LOCKING)) {
            handler.read(ID);
            other.read(NEW_ID);
            directory.age(ID, Duration.ofHours(1));
            directory.age(NEW_ID, Duration.ofHours(1));
            assertThat(handler.gc(Duration.ofMinutes(24))).isZero();
            other.close();
            assertThat(handler.gc(Duration.ofMinutes(24))).isEqualTo(1);
        }
        assertThat(directory.names()).containsExactly("sess_" + ID);
    }

    @Test
    void gcSparesTheSessionInUseWithoutALockToo() {
        directory.store(ID, "a|N;");
        try (SessionHandler handler = handler(UNLOCKED)) {
            handler.read(ID);
            directory.age(ID, Duration.ofHours(1));
            assertThat(handler.gc(Duration.ofMinutes(24))).isZero();
        }
    }

    private static void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
