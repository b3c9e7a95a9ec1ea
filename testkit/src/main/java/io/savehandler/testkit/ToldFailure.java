package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.savehandler.SessionStoreException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Everything that a failure tells whoever logs it: its own words, its causes' and those of what they suppressed. */
record ToldFailure(SessionStoreException failure) {

    void assertTellsWhatWhereAndWhy() {
        assertFalse(failure.operation().isBlank(), "the operation is blank");
        assertFalse(failure.store().isBlank(), "the store is blank");
        assertNotNull(failure.getCause(), "the cause is missing");
    }

    void assertTellsNoneOf(Collection<String> secrets) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>(Set.of(failure));
        while (!left.isEmpty()) {
            Throwable told = left.remove();
            if (seen.add(told)) {
                assertTellsNoneOf(secrets, told);
                if (told.getCause() != null) {
                    left.add(told.getCause());
                }
                Collections.addAll(left, told.getSuppressed());
            }
        }
        assertFalse(secrets.stream().anyMatch(failure.store()::contains), "the store's name holds a secret");
    }

    private static void assertTellsNoneOf(Collection<String> secrets, Throwable told) {
        String text = told + " " + told.getMessage() + " " + told.getLocalizedMessage();
        for (String secret : secrets) {
            assertFalse(
                    text.contains(secret),
                    () -> "a message holds an id, data or a credential: "
                            + told.getClass().getName());
        }
    }
}
