package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that expire, destroy or lose sessions wrongly. */
class BrokenEndingsTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(BrokenExpiry.handlers(), BrokenDestruction.handlers(), BrokenValidation.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
