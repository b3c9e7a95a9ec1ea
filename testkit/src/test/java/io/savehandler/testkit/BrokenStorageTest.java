package io.savehandler.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Handlers that keep, miss, expire or lose sessions wrongly. */
class BrokenStorageTest extends KitOnBrokenHandlers {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(
                        BrokenData.handlers(),
                        BrokenAbsence.handlers(),
                        BrokenExpiry.handlers(),
                        BrokenDestruction.handlers(),
                        BrokenValidation.handlers(),
                        BrokenIds.handlers())
                .flatMap(List::stream)
                .toList();
    }
}
