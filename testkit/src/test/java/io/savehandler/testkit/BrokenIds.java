package io.savehandler.testkit;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

final class BrokenIds {
    private BrokenIds() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "takes any id",
                        ContractRule.LEGAL_IDS,
                        (sound, context, store) -> new TakingAnyId(sound),
                        "readRefusesIllegalIds",
                        "writeRefusesIllegalIds",
                        "destroyRefusesIllegalIds",
                        "validateIdRefusesIllegalIds",
                        "updateTimestampRefusesIllegalIds",
                        "writeIfUnchangedRefusesIllegalIds",
                        "regenerateRefusesIllegalNewIds",
                        "regenerateRefusesIllegalOldIds"),
                BrokenHandler.that(
                        "shows the id in its message",
                        ContractRule.LEGAL_IDS,
                        (sound, context, store) -> tellingTheId(sound),
                        "readRefusesIllegalIds"),
                BrokenHandler.that(
                        "does not take a comma",
                        ContractRule.LEGAL_IDS,
                        (sound, context, store) -> refusingCommas(sound),
                        "everyLegalCharacterIsAccepted"),
                BrokenHandler.that(
                        "does not tell upper from lower case",
                        ContractRule.LEGAL_IDS,
                        (sound, context, store) -> foldingCase(sound),
                        "idsThatDifferInCaseAreDifferentSessions"),
                BrokenHandler.that(
                        "makes the same id again",
                        ContractRule.LEGAL_IDS,
                        (sound, context, store) -> creating(sound, "1"),
                        "createdIdsAreLegalAndNew"),
                BrokenHandler.that(
                        "makes ids that nobody accepts",
                        ContractRule.LEGAL_IDS,
                        (sound, context, store) -> creating(sound, "{" + System.nanoTime() + "}"),
                        "createdIdsAreLegalAndNew"));
    }

    private static SessionHandler tellingTheId(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                try {
                    return sound.read(id);
                } catch (InvalidSessionIdException e) {
                    throw new InvalidSessionIdException("not " + id);
                }
            }
        };
    }

    private static SessionHandler refusingCommas(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public void write(String id, byte[] data) {
                if (id.contains(",")) {
                    throw new InvalidSessionIdException("letters and digits");
                }
                sound.write(id, data);
            }
        };
    }

    private static SessionHandler foldingCase(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                return sound.read(id.toLowerCase(Locale.ROOT));
            }

            @Override
            public void write(String id, byte[] data) {
                sound.write(id.toLowerCase(Locale.ROOT), data);
            }
        };
    }

    private static SessionHandler creating(SessionHandler sound, String id) {
        return new PassingHandler(sound) {
            @Override
            public String createId() {
                return id;
            }
        };
    }

    private static final class TakingAnyId extends PassingHandler {
        TakingAnyId(SessionHandler sound) {
            super(sound);
        }

        @Override
        public byte[] read(String id) {
            return taking(() -> sound.read(id), new byte[0]);
        }

        @Override
        public void write(String id, byte[] data) {
            taking(() -> sound.write(id, data));
        }

        @Override
        public void destroy(String id) {
            taking(() -> sound.destroy(id));
        }

        @Override
        public boolean validateId(String id) {
            return taking(() -> sound.validateId(id), false);
        }

        @Override
        public void updateTimestamp(String id, byte[] data) {
            taking(() -> sound.updateTimestamp(id, data));
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            return taking(() -> sound.writeIfUnchanged(id, data), true);
        }

        @Override
        public Regeneration.Outcome regenerate(Regeneration regeneration) {
            return taking(() -> sound.regenerate(regeneration), Regeneration.Outcome.NEW_ID_TAKEN);
        }

        private static void taking(Runnable operation) {
            try {
                operation.run();
            } catch (InvalidSessionIdException e) {
                // As if it had been stored.
            }
        }

        private static <T> T taking(Supplier<T> operation, T otherwise) {
            try {
                return operation.get();
            } catch (InvalidSessionIdException e) {
                return otherwise;
            }
        }
    }
}
