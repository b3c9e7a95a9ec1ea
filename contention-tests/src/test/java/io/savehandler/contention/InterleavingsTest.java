package io.savehandler.contention;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each result of concurrent operations must be one that some order of them gives too. A failure prints the interleaving.
 * Eviction from a full store is not among the operations, because it may happen at any time: the bound's own test has it.
 */
class InterleavingsTest {
    private static final int THREADS = 2;

    @ParameterizedTest
    @ValueSource(classes = {StoredSessions.class, CountedSessions.class, LockedKeys.class})
    void aFewChosenInterleavingsAreAllRight(Class<?> operations) {
        modelChecking(1, 30).check(operations);
    }

    @ParameterizedTest
    @ValueSource(classes = {StoredSessions.class, CountedSessions.class, NewIds.class, LockedKeys.class})
    void aFewThatHappenAreAllRight(Class<?> operations) {
        stress(2, 300).check(operations);
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
                .threads(THREADS)
                .actorsPerThread(3);
    }

    private static StressOptions stress(int scenarios, int runs) {
        return new StressOptions()
                .iterations(scenarios)
                .invocationsPerIteration(runs)
                .threads(THREADS)
                .actorsPerThread(4);
    }
}
