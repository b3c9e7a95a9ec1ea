package io.savehandler.testkit;

import io.savehandler.SessionHandler;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionLockTimeoutException;
import java.util.List;

final class BrokenValidation {
    private BrokenValidation() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "trusts every id",
                        ContractRule.VALIDATION,
                        (sound, context, store) -> validating(sound, id -> sound.validateId(id) || !store.holds(id)),
                        "anUnknownIdIsNotValid",
                        "aDestroyedIdIsNotValid",
                        "aReadOnlyRequestValidates",
                        "anUnknownIdIsNotLocked",
                        "aSessionThatWasNotCreatedAfterAllIsNeitherValidNorLocked"),
                BrokenHandler.that(
                        "trusts no id",
                        ContractRule.VALIDATION,
                        (sound, context, store) -> validating(sound, id -> {
                            sound.validateId(id);
                            sound.close();
                            return false;
                        }),
                        "aSessionThatExistsIsValid",
                        "aDestroyedIdIsNotValid",
                        "aReadOnlyRequestValidates",
                        "aValidSessionIsLocked",
                        "validatingAndReadingAskTheStoreOnce",
                        "validationWaitsForASessionThatIsBeingCreated"),
                BrokenHandler.that(
                        "keeps the lock of an id that is not valid",
                        ContractRule.VALIDATION,
                        (sound, context, store) -> validating(sound, id -> {
                            boolean valid = sound.validateId(id);
                            if (!valid) {
                                sound.read(id);
                            }
                            return valid;
                        }),
                        "nothingIsWrittenForAnUnknownId",
                        "anUnknownIdIsNotLocked",
                        "aSessionThatWasNotCreatedAfterAllIsNeitherValidNorLocked"),
                BrokenHandler.that(
                        "gives the lock back before it answers",
                        ContractRule.VALIDATION,
                        (sound, context, store) -> validating(sound, id -> {
                            boolean valid = sound.validateId(id);
                            sound.close();
                            return valid;
                        }),
                        "aValidSessionIsLocked",
                        "validatingAndReadingAskTheStoreOnce"),
                BrokenHandler.that(
                        "does not wait for a session that is being created",
                        ContractRule.VALIDATION,
                        (sound, context, store) -> validating(
                                sound, id -> store.holds(SessionIdPolicy.php().check(id)) && sound.validateId(id)),
                        "validationWaitsForASessionThatIsBeingCreated",
                        "aSessionThatWasNotCreatedAfterAllIsNeitherValidNorLocked"),
                BrokenHandler.that(
                        "answers without the lock when it cannot have it",
                        ContractRule.VALIDATION,
                        (sound, context, store) -> validating(sound, id -> {
                            try {
                                return sound.validateId(id);
                            } catch (SessionLockTimeoutException e) {
                                return store.holds(id);
                            }
                        }),
                        "validatingALockedSessionWaitsForABoundedTime"),
                BrokenHandler.that(
                        "reads again what it has validated",
                        ContractRule.VALIDATION,
                        (sound, context, store) -> readingTwice(sound),
                        "validatingAndReadingAskTheStoreOnce"));
    }

    private static SessionHandler validating(SessionHandler sound, Validation validation) {
        return new PassingHandler(sound) {
            @Override
            public boolean validateId(String id) {
                return validation.isValid(id);
            }
        };
    }

    private static SessionHandler readingTwice(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                sound.read(id);
                return sound.read(id);
            }
        };
    }

    private interface Validation {
        boolean isValid(String id);
    }
}
