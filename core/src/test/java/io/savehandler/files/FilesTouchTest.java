package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.ID;
import static io.savehandler.files.SessionDirectory.NEW_ID;
import static io.savehandler.files.SessionDirectory.bytes;
import static io.savehandler.files.SessionDirectory.impatient;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.SessionHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Unchanged sessions: their time and their comparison. */
@ParameterizedClass
@EnumSource(FilesLock.class)
class FilesTouchTest extends EitherLock {
    FilesTouchTest(FilesLock lock, @TempDir Path path) {
        super(lock, path);
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
}
