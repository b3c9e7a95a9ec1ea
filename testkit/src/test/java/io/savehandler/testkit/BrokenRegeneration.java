package io.savehandler.testkit;

import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import java.util.List;

final class BrokenRegeneration {
    private BrokenRegeneration() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "never destroys the old session",
                        ContractRule.REGENERATION,
                        (sound, context, store) ->
                                regenerating(sound, wanted -> sound.regenerate(deletingOld(wanted, false))),
                        "aConditionalRegenerationMovesWhatNobodyChanged",
                        "aConditionalRegenerationLeavesWhatSomebodyChanged",
                        "theSessionMovesAndTheOldOneIsDestroyed",
                        "theHandlerWritesTheNewSessionAfterwards"),
                BrokenHandler.that(
                        "always destroys the old session",
                        ContractRule.REGENERATION,
                        (sound, context, store) ->
                                regenerating(sound, wanted -> sound.regenerate(deletingOld(wanted, true))),
                        "theOldSessionIsKeptWithTheSameDataOnRequest",
                        "theOldSessionIsKeptWithBytesOfItsOwnOnRequest"),
                BrokenHandler.that(
                        "keeps the old session with the bytes for the new one",
                        ContractRule.REGENERATION,
                        (sound, context, store) -> regenerating(
                                sound, wanted -> sound.regenerate(wanted.withData(wanted.data(), wanted.data()))),
                        "theOldSessionIsKeptWithBytesOfItsOwnOnRequest"),
                BrokenHandler.that(
                        "overwrites whatever the new id holds",
                        ContractRule.REGENERATION,
                        (sound, context, store) -> regenerating(sound, wanted -> {
                            store.remove(wanted.newId());
                            return sound.regenerate(wanted);
                        }),
                        "anIdThatIsInUseIsNotTaken",
                        "aRefusedRegenerationKeepsTheLock"),
                BrokenHandler.that(
                        "moves what was destroyed meanwhile",
                        ContractRule.REGENERATION,
                        (sound, context, store) -> regenerating(sound, wanted -> {
                            try {
                                return sound.regenerate(wanted);
                            } catch (SessionGoneException e) {
                                store.seed(wanted.newId(), wanted.data());
                                return Regeneration.Outcome.DONE;
                            }
                        }),
                        "aSessionThatWasDestroyedMeanwhileDoesNotMove"),
                BrokenHandler.that(
                        "does not look whether the old session was changed",
                        ContractRule.REGENERATION,
                        (sound, context, store) ->
                                regenerating(sound, wanted -> sound.regenerate(unconditional(wanted))),
                        "aConditionalRegenerationLeavesWhatSomebodyChanged"),
                BrokenHandler.that(
                        "never moves on a condition",
                        ContractRule.REGENERATION,
                        (sound, context, store) -> regenerating(
                                sound,
                                wanted -> wanted.isConditional()
                                        ? Regeneration.Outcome.OLD_CHANGED
                                        : sound.regenerate(wanted)),
                        "aConditionalRegenerationMovesWhatNobodyChanged",
                        "aConditionalRegenerationLeavesWhatSomebodyChanged"),
                BrokenHandler.that(
                        "holds no lock when it has moved",
                        ContractRule.REGENERATION,
                        (sound, context, store) -> regenerating(sound, wanted -> {
                            Regeneration.Outcome outcome = sound.regenerate(wanted);
                            sound.close();
                            return outcome;
                        }),
                        "regeneratingMovesTheLockToTheNewId",
                        "aRefusedRegenerationKeepsTheLock"));
    }

    private static Regeneration deletingOld(Regeneration wanted, boolean deleteOld) {
        Regeneration changed = new Regeneration(wanted.oldId(), wanted.newId(), wanted.data(), deleteOld)
                .withData(wanted.data(), wanted.oldData());
        return wanted.isConditional() ? changed.ifUnchanged() : changed;
    }

    private static Regeneration unconditional(Regeneration wanted) {
        return new Regeneration(wanted.oldId(), wanted.newId(), wanted.data(), wanted.deleteOld())
                .withData(wanted.data(), wanted.oldData());
    }

    private static SessionHandler regenerating(SessionHandler sound, Move move) {
        return new PassingHandler(sound) {
            @Override
            public Regeneration.Outcome regenerate(Regeneration wanted) {
                return move.run(wanted);
            }
        };
    }

    private interface Move {
        Regeneration.Outcome run(Regeneration wanted);
    }
}
