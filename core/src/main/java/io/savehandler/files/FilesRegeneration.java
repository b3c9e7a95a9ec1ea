package io.savehandler.files;

import io.savehandler.Regeneration;
import io.savehandler.Regeneration.Outcome;
import java.io.IOException;

/** Moves a request from one session's file to another, the new one first; undoes what it did if the old one cannot follow. */
record FilesRegeneration(Regeneration wanted, OpenSession old, OpenSession fresh) {

    /** Changes nothing unless it returns {@link Outcome#DONE}. */
    Outcome run(FilesStore store) throws IOException {
        Outcome outcome = Outcome.OLD_CHANGED;
        try {
            outcome = move(store);
            return outcome;
        } finally {
            end(outcome == Outcome.DONE);
        }
    }

    private Outcome move(FilesStore store) throws IOException {
        if (wanted.newId().equals(wanted.oldId())) {
            return Outcome.NEW_ID_TAKEN;
        }
        byte[] before = wanted.isConditional() ? old.claimIfUnchanged() : old.claim();
        if (before == null) {
            return Outcome.OLD_CHANGED;
        }
        LockedFile file = store.locks().lockNew(store.paths().of(wanted.newId()));
        if (file == null) {
            return Outcome.NEW_ID_TAKEN;
        }
        fresh.adopt(file);
        storeBoth(before);
        return Outcome.DONE;
    }

    private void storeBoth(byte[] before) throws IOException {
        boolean done = false;
        try {
            fresh.store(wanted.data(), new byte[0]);
            if (wanted.deleteOld()) {
                old.destroy();
            } else {
                old.store(wanted.oldData(), before);
            }
            done = true;
        } finally {
            if (!done) {
                fresh.destroy();
            }
        }
    }

    private void end(boolean done) {
        if (done) {
            old.close();
            fresh.endOperation();
        } else {
            fresh.close();
            old.endOperation();
        }
    }
}
