package io.savehandler.servlet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a shop keeps in a session: records in records. */
record Cart(
        List<Item> items,
        Map<String, Integer> discounts,
        @Nullable Instant reserved,
        Step step,
        boolean gift) {
    enum Step {
        BROWSING,
        PAYING
    }

    record Item(String name, int pieces, long cents) {}
}
