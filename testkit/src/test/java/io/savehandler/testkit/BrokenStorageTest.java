package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that keep or miss sessions wrongly. */
class BrokenStorageTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(BrokenData.handlers(), BrokenAbsence.handlers(), BrokenIds.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
