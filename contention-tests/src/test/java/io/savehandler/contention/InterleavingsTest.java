package io.savehandler.contention;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each result of concurrent operations must be one that some order of them gives too. A failure prints the interleaving.
 * Eviction from a full store is not among the operations, because it may happen at any time: the bound's own test has it.
 */
@Tag("once")
class InterleavingsTest {
    private static final int THREADS = 2;
    private static final int ACTORS = 3;

    @ParameterizedTest
    @ValueSource(classes = {StoredSessions.class, CountedSessions.class})
    void aFewChosenInterleavingsOfRequestsAreAllRight(Class<?> operations) {
        modelChecking(10, 100).check(operations);
    }

    @Test
    void aFewChosenInterleavingsOfLocksAreAllRight() {
        modelChecking(5, 50).check(LockedKeys.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {StoredSessions.class, CountedSessions.class, NewIds.class, LockedKeys.class})
    void aFewThatHappenAreAllRight(Class<?> operations) {
        stress(4, 200).check(operations);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(classes = {StoredSessions.class, CountedSessions.class, LockedKeys.class})
    void manyChosenInterleavingsAreAllRight(Class<?> operations) {
        modelChecking(20, 500).check(operations);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(classes = {StoredSessions.class, CountedSessions.class, NewIds.class, LockedKeys.class})
    void manyThatHappenAreAllRight(Class<?> operations) {
        stress(20, 5_000).check(operations);
    }

    private static ModelCheckingOptions modelChecking(int scenarios, int runs) {
        return new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(runs)
                .actorsBefore(ACTORS)
                .threads(THREADS)
                .actorsPerThread(ACTORS)
                .actorsAfter(ACTORS);
    }

    private static StressOptions stress(int scenarios, int runs) {
        return new StressOptions()
                .iterations(scenarios)
                .invocationsPerIteration(runs)
                .actorsBefore(ACTORS)
                .threads(THREADS)
                .actorsPerThread(ACTORS)
                .actorsAfter(ACTORS);
    }
}
