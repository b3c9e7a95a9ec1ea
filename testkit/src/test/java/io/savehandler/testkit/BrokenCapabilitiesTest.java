package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that do wrongly what only some can do. */
class BrokenCapabilitiesTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(
                        BrokenTouch.handlers(),
                        BrokenTouchTimes.handlers(),
                        BrokenComparison.handlers(),
                        BrokenListing.handlers(),
                        BrokenOwners.handlers(),
                        BrokenRegeneration.handlers(),
                        BrokenFactories.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
