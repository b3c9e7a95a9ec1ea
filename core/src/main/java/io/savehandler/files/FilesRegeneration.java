package io.savehandler.files;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import java.io.IOException;

/** Moves a request from one session's file to another, the new one first; undoes what it did if the old one cannot follow. */
record FilesRegeneration(Regeneration wanted, OpenSession old, OpenSession fresh) {

    /** Tells whether the new id was free; nothing is changed if it was not, or if this throws. */
    boolean run(FilesStore store, HandlerContext context) throws IOException {
        boolean done = false;
        try {
            byte[] before = old.claim();
            LockedFile file = store.locks().lockNew(store.paths().of(wanted.newId()), context);
            if (file == null) {
                return false;
            }
            fresh.adopt(file);
            byte[] data = wanted.data();
            fresh.store(data, new byte[0]);
            settleOld(data, before);
            done = true;
            return true;
        } finally {
            end(done);
        }
    }

    private void settleOld(byte[] data, byte[] before) throws IOException {
        boolean settled = false;
        try {
            if (wanted.deleteOld()) {
                old.destroy();
            } else {
                old.store(data, before);
            }
            settled = true;
        } finally {
            if (!settled) {
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
