package io.savehandler.testkit;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class BrokenOwners {
    private BrokenOwners() {}

    static List<BrokenHandler> handlers() {
        return Stream.concat(wrongAnswers().stream(), wrongIndexes().stream()).toList();
    }

    private static List<BrokenHandler> wrongAnswers() {
        return List.of(
                BrokenHandler.thatInMoreThanOneWay(
                        "destroys nobody's sessions",
                        Idle::new,
                        "aConditionalWriteSaysWhoTheOwnerIs",
                        "aRefusedWriteLeavesTheOwnerAsItIs",
                        "aRegenerationTakesTheOwnerAlong",
                        "aSessionThatWasDestroyedWithItsOwnersIsNotBroughtBack",
                        "aTouchLeavesTheOwnerAsItIs",
                        "allSessionsOfAnOwnerAreDestroyed",
                        "allSessionsOfAnOwnerAreDestroyedExceptTheSparedOne",
                        "anOldSessionThatIsKeptBelongsToTheOwnerToo",
                        "anyTextCanBeAnOwner",
                        "theLastWriteSaysWhoTheOwnerIs"),
                broken(
                        "destroys everybody's sessions",
                        Ruthless::new,
                        "aConditionalWriteSaysWhoTheOwnerIs",
                        "aRefusedWriteLeavesTheOwnerAsItIs",
                        "allSessionsOfAnOwnerAreDestroyedExceptTheSparedOne",
                        "anyTextCanBeAnOwner",
                        "theLastWriteSaysWhoTheOwnerIs",
                        "whatTheStoreLostIsNobodysAnyMore",
                        "whatWasDestroyedIsNobodysAnyMore"),
                broken("spares no session", Unsparing::new, "allSessionsOfAnOwnerAreDestroyedExceptTheSparedOne"),
                broken("takes one owner for another", Indifferent::new, "anyTextCanBeAnOwner"),
                BrokenHandler.that(
                        "writes what was destroyed with all others",
                        ContractRule.NO_RESURRECTION,
                        Reviving::new,
                        "aSessionThatWasDestroyedWithItsOwnersIsNotBroughtBack"),
                broken("lists but one session of an owner", Forgetful::new, "theSessionsOfAnOwnerAreListed"));
    }

    private static List<BrokenHandler> wrongIndexes() {
        return List.of(
                broken(
                        "keeps the first owner",
                        Faithful::new,
                        "aConditionalWriteSaysWhoTheOwnerIs",
                        "theLastWriteSaysWhoTheOwnerIs",
                        "whatTheStoreLostIsNobodysAnyMore"),
                broken(
                        "does not note the owner in a conditional write",
                        Careless::new,
                        "aConditionalWriteSaysWhoTheOwnerIs"),
                broken("notes the owner before it writes", Hasty::new, "aRefusedWriteLeavesTheOwnerAsItIs"),
                BrokenHandler.that(
                        "notes the owner when it touches",
                        ContractRule.TOUCH_ONLY_TOUCHES,
                        Touching::new,
                        "aTouchLeavesTheOwnerAsItIs"),
                broken(
                        "leaves the owner behind when the session moves",
                        Sedentary::new,
                        "aRegenerationTakesTheOwnerAlong",
                        "anOldSessionThatIsKeptBelongsToTheOwnerToo"),
                broken(
                        "does not note the owner of the old session",
                        NewOnly::new,
                        "anOldSessionThatIsKeptBelongsToTheOwnerToo"),
                broken(
                        "does not forget the owner of what it destroyed",
                        Remembering::new,
                        "whatWasDestroyedIsNobodysAnyMore"),
                broken("counts what the store has lost", Counting::new, "whatTheStoreLostIsNobodysAnyMore"),
                broken("counts what has expired", Late::new, "whatHasExpiredIsNobodysAnyMore"));
    }

    private static BrokenHandler broken(String does, Defect.OfHandler defect, String... noticedBy) {
        return BrokenHandler.that(does, ContractRule.OWNER_INDEX, defect, noticedBy);
    }

    private static final class Idle extends PassingHandler {
        Idle(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound);
        }

        @Override
        public long destroyAllOf(String owner, @Nullable String exceptId) {
            return sound.destroyAllOf("not " + owner, exceptId);
        }
    }

    private static final class Ruthless extends PassingHandler {
        Ruthless(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound);
        }

        @Override
        public long destroyAllOf(String owner, @Nullable String exceptId) {
            try (Stream<String> ids = sound.ids()) {
                List<String> found = ids.filter(id -> !id.equals(exceptId)).toList();
                found.forEach(sound::destroy);
                return found.size();
            }
        }
    }

    private static final class Unsparing extends PassingHandler {
        Unsparing(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound);
        }

        @Override
        public long destroyAllOf(String owner, @Nullable String exceptId) {
            return sound.destroyAllOf(owner, null);
        }
    }

    private static final class Forgetful extends PassingHandler {
        Forgetful(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound);
        }

        @Override
        public Stream<String> idsOf(String owner) {
            return sound.idsOf(owner).limit(1);
        }
    }

    private static final class Indifferent extends IndexingHandler {
        Indifferent(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        boolean isSame(String owner, String indexed) {
            return owner.equalsIgnoreCase(indexed);
        }
    }

    private static final class Reviving extends IndexingHandler {
        Reviving(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        void remove(String id) {
            super.remove(id);
            store.destroyedWithAll.add(id);
        }

        @Override
        public void write(String id, byte[] data) {
            if (store.destroyedWithAll.contains(id)) {
                store.seed(id, data);
            } else {
                super.write(id, data);
            }
        }
    }

    private static final class Faithful extends IndexingHandler {
        Faithful(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        void index(String id) {
            context.owner().ifPresent(owner -> store.owners.putIfAbsent(id, owner));
        }
    }

    private static final class Careless extends IndexingHandler {
        Careless(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            return sound.writeIfUnchanged(id, data);
        }
    }

    private static final class Hasty extends IndexingHandler {
        Hasty(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            index(id);
            return sound.writeIfUnchanged(id, data);
        }
    }

    private static final class Touching extends IndexingHandler {
        Touching(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        public void updateTimestamp(String id, byte[] data) {
            sound.updateTimestamp(id, data);
            index(id);
        }
    }

    private static final class Sedentary extends IndexingHandler {
        Sedentary(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        public Regeneration.Outcome regenerate(Regeneration wanted) {
            return sound.regenerate(wanted);
        }
    }

    private static final class NewOnly extends IndexingHandler {
        NewOnly(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        public Regeneration.Outcome regenerate(Regeneration wanted) {
            Regeneration.Outcome outcome = sound.regenerate(wanted);
            if (outcome == Regeneration.Outcome.DONE) {
                index(wanted.newId());
            }
            return outcome;
        }
    }

    private static final class Remembering extends IndexingHandler {
        Remembering(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        void forget(String id) {}
    }

    private static final class Counting extends IndexingHandler {
        Counting(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        boolean isThere(String id) {
            return !store.holds(id) || store.isAlive(id);
        }
    }

    private static final class Late extends IndexingHandler {
        Late(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound, context, store);
        }

        @Override
        boolean isThere(String id) {
            return store.holds(id);
        }
    }
}
