package io.savehandler.testkit;

import io.savehandler.SessionHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** Handlers whose gc hands over wrongly. */
final class BrokenHandover {
    private BrokenHandover() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                broken(
                        "hands nothing over",
                        (sound, lifetime, removed) -> sound.gc(lifetime),
                        "eachExpiredSessionIsHandedOverAndNoOther",
                        "aSessionThatIsInUseStays",
                        "nodesThatCollectAtTheSameTimeShareTheSessions"),
                broken(
                        "hands over without data",
                        (sound, lifetime, removed) -> sound.gc(lifetime, (id, data) -> removed.accept(id, new byte[0])),
                        "eachExpiredSessionIsHandedOverAndNoOther",
                        "aSessionThatIsInUseStays"),
                broken(
                        "hands over twice",
                        (sound, lifetime, removed) -> sound.gc(lifetime, (id, data) -> {
                            removed.accept(id, data);
                            removed.accept(id, data);
                        }),
                        "eachExpiredSessionIsHandedOverAndNoOther",
                        "aSessionThatIsInUseStays",
                        "nodesThatCollectAtTheSameTimeShareTheSessions"));
    }

    private static BrokenHandler broken(String does, Handover handover, String... noticedBy) {
        return BrokenHandler.that(
                does,
                ContractRule.EXPIRY_HANDOVER,
                (sound, context, store) -> new PassingHandler(sound) {
                    @Override
                    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
                        return handover.run(sound, maxLifetime, removed);
                    }
                },
                noticedBy);
    }

    private interface Handover {
        long run(SessionHandler sound, Duration lifetime, BiConsumer<String, byte[]> removed);
    }
}
