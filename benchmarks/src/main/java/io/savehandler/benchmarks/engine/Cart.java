package io.savehandler.benchmarks.engine;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpValue;
import java.util.Map;

/** Makes a session of a visitor who fills a cart. */
final class Cart {
    private Cart() {}

    /** Puts in a counter, and articles until the session has so many bytes. */
    static void fill(SessionVariables variables, int bytes) {
        variables.put("visits", PhpValue.of(1L));
        variables.put("user", PhpValue.of("ada@example.org"));
        for (int i = 0; variables.format().encode(variables).length < bytes; i++) {
            Map<String, Object> article = Map.of("sku", "A-" + i, "count", i % 3 + 1, "price", 9.99 + i);
            variables.put("article" + i, PhpValue.of(article));
        }
    }
}
