package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.ID;
import static io.savehandler.files.SessionDirectory.NEW_ID;
import static io.savehandler.files.SessionDirectory.bytes;
import static io.savehandler.files.SessionDirectory.impatient;
import static io.savehandler.files.SessionDirectory.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.InvalidSessionIdException;
import io.savehandler.Regeneration;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What one request after the other finds, with either lock. */
@ParameterizedClass
@EnumSource(FilesLock.class)
class FilesSessionHandlerTest {
    private static final HandlerContext LOCKING = impatient().build();
    private static final HandlerContext UNLOCKED = impatient().locking(false).build();
    private static final HandlerContext READ_ONLY = impatient().readOnly(true).build();

    private final SessionHandlerFactory factory;
    private final SessionDirectory directory;

    FilesSessionHandlerTest(FilesLock lock, @TempDir Path path) {
        factory = FilesSessionHandlerFactory.builder()
                .savePath(path.toString())
                .lock(lock)
                .build();
        directory = new SessionDirectory(path);
    }

    @AfterEach
    void nothingIsLeft() {
        factory.close();
        assertThat(FileLocks.inUse()).isZero();
    }

    private SessionHandler handler(HandlerContext context) {
        return opened(factory, context);
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
    void aTouchMovesTheTimeAndNothingElse() {
        directory.store(ID, "a|N;");
        directory.age(ID, Duration.ofMinutes(20));
        try (SessionHandler handler = handler(LOCKING)) {
            byte[] data = handler.read(ID);
            handler.updateTimestamp(ID, data);
        }
        assertThat(directory.age(ID)).isLessThan(Duration.ofMinutes(1));
        assertThat(directory.stored(ID)).isEqualTo("a|N;");
    }

    @Test
    void aTouchWithinItsIntervalLeavesTheFileAlone() {
        directory.store(ID, "a|N;");
        directory.age(ID, Duration.ofMinutes(20));
        for (HandlerContextBuilder asking : List.of(impatient(), impatient().locking(false))) {
            HandlerContext hourly = asking.lifetime(Duration.ofDays(1))
                    .touchInterval(Duration.ofHours(1))
                    .build();
            try (SessionHandler handler = handler(hourly)) {
                handler.updateTimestamp(ID, handler.read(ID));
            }
            assertThat(directory.age(ID)).isGreaterThan(Duration.ofMinutes(19));
        }
        directory.age(ID, Duration.ofMinutes(61));
        HandlerContext hourly = impatient()
                .lifetime(Duration.ofDays(1))
                .touchInterval(Duration.ofHours(1))
                .build();
        try (SessionHandler handler = handler(hourly)) {
            handler.updateTimestamp(ID, handler.read(ID));
        }
        assertThat(directory.age(ID)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aTouchDoesNotMoveATimeInTheFutureBack() {
        directory.store(ID, "a|N;");
        directory.age(ID, Duration.ofMinutes(-20));
        try (SessionHandler handler = handler(LOCKING)) {
            handler.updateTimestamp(ID, handler.read(ID));
        }
        assertThat(directory.age(ID)).isLessThan(Duration.ofMinutes(-19));
    }

    @Test
    void aTouchCreatesNothingAndRevivesNothing() {
        directory.store(NEW_ID, "a|N;");
        directory.age(NEW_ID, Duration.ofHours(1));
        try (SessionHandler handler = handler(LOCKING)) {
            handler.updateTimestamp(ID, bytes("a|N;"));
            handler.updateTimestamp(NEW_ID, bytes("a|N;"));
        }
        assertThat(directory.holds(ID)).isFalse();
        assertThat(directory.age(NEW_ID)).isGreaterThan(Duration.ofMinutes(59));
    }

    @Test
    void anUnchangedSessionIsReplaced() {
        directory.store(ID, "a|N;");
        try (SessionHandler first = handler(UNLOCKED);
                SessionHandler second = handler(UNLOCKED)) {
            first.read(ID);
            second.read(ID);
            assertThat(first.writeIfUnchanged(ID, bytes("b|N;"))).isTrue();
            assertThat(second.writeIfUnchanged(ID, bytes("c|N;"))).isFalse();
            assertThat(first.writeIfUnchanged(ID, bytes("d|N;"))).isTrue();
        }
        assertThat(directory.stored(ID)).isEqualTo("d|N;");
    }

    @Test
    void absenceAndEmptinessAreDifferent() {
        try (SessionHandler first = handler(UNLOCKED);
                SessionHandler second = handler(UNLOCKED)) {
            first.read(ID);
            second.read(ID);
            assertThat(first.writeIfUnchanged(ID, bytes(""))).isTrue();
            assertThat(second.writeIfUnchanged(ID, bytes("c|N;"))).isFalse();
        }
        assertThat(directory.stored(ID)).isEmpty();
    }

    @Test
    void aLockedNewSessionIsUnchanged() {
        try (SessionHandler handler = handler(LOCKING)) {
            handler.read(ID);
            assertThat(handler.writeIfUnchanged(ID, bytes("a|N;"))).isTrue();
            assertThat(handler.writeIfUnchanged(ID, bytes("b|N;"))).isTrue();
        }
        assertThat(directory.stored(ID)).isEqualTo("b|N;");
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

    private static void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
