package io.savehandler.testkit;

import io.savehandler.SessionHandler;
import java.util.List;

final class BrokenTouch {
    private BrokenTouch() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "writes where it should touch",
                        ContractRule.TOUCH_ONLY_TOUCHES,
                        (sound, context, store) -> writing(sound),
                        "aTouchLeavesTheOwnerAsItIs",
                        "touchingAnUnknownIdCreatesNothing",
                        "touchingDoesNotOverwriteWhatAnotherRequestWrote",
                        "touchingForAShorterLifetimeDoesNotShortenALife",
                        "touchingStoresNoData"),
                BrokenHandler.that(
                        "creates what it cannot touch",
                        ContractRule.TOUCH_ONLY_TOUCHES,
                        (sound, context, store) -> creating(sound, store),
                        "touchingAnUnknownIdCreatesNothing"));
    }

    private static SessionHandler writing(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public void updateTimestamp(String id, byte[] data) {
                sound.write(id, data);
            }
        };
    }

    private static SessionHandler creating(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public void updateTimestamp(String id, byte[] data) {
                sound.updateTimestamp(id, data);
                if (!store.holds(id)) {
                    store.seed(id, data);
                }
            }
        };
    }
}
