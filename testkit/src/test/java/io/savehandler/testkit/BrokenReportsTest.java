package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that fail wrongly, or tell the wrong outcome. */
class BrokenReportsTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(BrokenFailures.handlers(), BrokenOutcomes.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
