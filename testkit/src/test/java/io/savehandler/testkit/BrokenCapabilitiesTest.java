package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that compare, list or know owners wrongly. */
class BrokenCapabilitiesTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(
                        BrokenComparison.handlers(),
                        BrokenListing.handlers(),
                        BrokenOwners.handlers(),
                        BrokenHandover.handlers(),
                        BrokenFactories.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
