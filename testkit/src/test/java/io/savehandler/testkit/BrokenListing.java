package io.savehandler.testkit;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

final class BrokenListing {
    private BrokenListing() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                broken(
                        "lists nothing",
                        ids -> Stream.empty(),
                        "everySessionIsListedOnce",
                        "aSessionThatIsGoneIsNotListed",
                        "aLockedSessionIsListedWithoutWaiting",
                        "sessionsThatComeAndGoMeanwhileDoNotDisturb",
                        "aListMayBeLeftUnread"),
                broken(
                        "lists every session twice",
                        ids -> ids.flatMap(id -> Stream.of(id, id)),
                        "everySessionIsListedOnce",
                        "sessionsThatComeAndGoMeanwhileDoNotDisturb"),
                BrokenHandler.that(
                        "does not list sessions without data",
                        ContractRule.LISTING,
                        (sound, context, store) -> listing(sound, ids -> ids.filter(id -> hasData(id, store))),
                        "everySessionIsListedOnce"),
                BrokenHandler.that(
                        "lists what has been there",
                        ContractRule.LISTING,
                        (sound, context, store) -> listing(sound, ids -> with(store, ids)),
                        "aSessionThatIsGoneIsNotListed",
                        "anExpiredSessionIsNotListed"),
                BrokenHandler.that(
                        "lists what was asked for",
                        ContractRule.LISTING,
                        (sound, context, store) -> new ListingWhatWasRead(sound, store),
                        "anIdThatWasOnlyReadIsNotListed"),
                BrokenHandler.that(
                        "lists under locks",
                        ContractRule.LISTING,
                        BrokenListing::locking,
                        "aLockedSessionIsListedWithoutWaiting"),
                BrokenHandler.that(
                        "cannot go on when a session vanishes",
                        ContractRule.LISTING,
                        BrokenListing::disturbed,
                        "sessionsThatComeAndGoMeanwhileDoNotDisturb"),
                BrokenHandler.that(
                        "can do nothing else before the list is read",
                        ContractRule.LISTING,
                        (sound, context, store) -> new Busy(sound),
                        "aListMayBeLeftUnread"));
    }

    private static BrokenHandler broken(String does, UnaryOperator<Stream<String>> change, String... noticedBy) {
        return BrokenHandler.that(
                does, ContractRule.LISTING, (sound, context, store) -> listing(sound, change), noticedBy);
    }

    private static SessionHandler listing(SessionHandler sound, UnaryOperator<Stream<String>> change) {
        return new PassingHandler(sound) {
            @Override
            public Stream<String> ids() {
                return change.apply(sound.ids());
            }
        };
    }

    private static boolean hasData(String id, BreakableFixture store) {
        return store.inspect(id).filter(data -> data.length > 0).isPresent();
    }

    private static Stream<String> with(BreakableFixture store, Stream<String> ids) {
        return Stream.concat(ids, store.mentioned.stream()).distinct();
    }

    private static SessionHandler locking(SessionHandler sound, HandlerContext context, BreakableFixture store) {
        return listing(sound, ids -> {
            if (store.heldLocks().orElseThrow() > 0) {
                throw new SessionLockTimeoutException(Duration.ZERO);
            }
            return ids;
        });
    }

    private static SessionHandler disturbed(SessionHandler sound, HandlerContext context, BreakableFixture store) {
        int removals = store.removals();
        return listing(
                sound,
                ids -> ids.peek(id -> {
                    if (store.removals() != removals) {
                        throw new ConcurrentModificationException();
                    }
                }));
    }

    private static final class ListingWhatWasRead extends PassingHandler {
        private final BreakableFixture store;

        ListingWhatWasRead(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public byte[] read(String id) {
            if (!store.mentioned.contains(id)) {
                store.onlyRead.add(id);
            }
            return sound.read(id);
        }

        @Override
        public Stream<String> ids() {
            return Stream.concat(sound.ids(), store.onlyRead.stream()).distinct();
        }
    }

    private static final class Busy extends PassingHandler {
        private boolean listing;

        Busy(SessionHandler sound) {
            super(sound);
        }

        @Override
        public Stream<String> ids() {
            listing = true;
            return sound.ids();
        }

        @Override
        public byte[] read(String id) {
            if (listing) {
                throw new IllegalStateException("a list is still open");
            }
            return sound.read(id);
        }
    }
}
