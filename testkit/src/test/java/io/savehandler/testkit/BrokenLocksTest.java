package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that lock or close wrongly. */
class BrokenLocksTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(BrokenExclusion.handlers(), BrokenClose.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
