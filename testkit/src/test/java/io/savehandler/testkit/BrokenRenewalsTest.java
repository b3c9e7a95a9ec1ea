package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that renew sessions or their ids wrongly. */
class BrokenRenewalsTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(BrokenTouch.handlers(), BrokenTouchTimes.handlers(), BrokenRegeneration.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
