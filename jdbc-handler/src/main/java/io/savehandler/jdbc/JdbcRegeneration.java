package io.savehandler.jdbc;

import io.savehandler.Regeneration;
import io.savehandler.Regeneration.Outcome;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One request's move from one id to another, in one transaction. Not thread-safe. */
final class JdbcRegeneration {
    private final Regeneration wanted;
    private final JdbcStore store;
    private final JdbcLock lock;
    private boolean locked;

    JdbcRegeneration(Regeneration wanted, JdbcStore store, JdbcLock lock) {
        this.wanted = wanted;
        this.store = store;
        this.lock = lock;
    }

    /**
     * Stores the new session and deals with the old one.
     *
     * @param seen what the request has seen under the old id, or null
     */
    Outcome run(@Nullable JdbcSighting seen) {
        if (wanted.newId().equals(wanted.oldId())) {
            return Outcome.NEW_ID_TAKEN;
        }
        String token = lock.tokenOn(wanted.oldId());
        locked = lock.isOn(wanted.oldId());
        return locked ? lock.moveTo(wanted.newId(), () -> move(seen, token)) : move(seen, null);
    }

    private Outcome move(@Nullable JdbcSighting seen, @Nullable String token) {
        return store.inTransaction("regenerate", rows -> move(rows, seen, token), Outcome.DONE::equals);
    }

    private Outcome move(JdbcRows rows, @Nullable JdbcSighting seen, @Nullable String token) throws SQLException {
        rows.requireFitting("regenerate", wanted.newId(), wanted.data());
        rows.requireFitting("regenerate", wanted.oldId(), wanted.oldData());
        // To insert in vain would lock the other's row too.
        if (lock.keepsOthersOut() && rows.look(wanted.newId()).exists()) {
            return Outcome.NEW_ID_TAKEN;
        }
        if (rows.insert(wanted.newId(), wanted.data(), null) != JdbcVerdict.DONE) {
            return Outcome.NEW_ID_TAKEN;
        }
        JdbcVerdict verdict = seen == null ? dealWithOld(rows) : dealWithOld(rows, seen, token);
        if (verdict == JdbcVerdict.CHANGED && wanted.isConditional()) {
            return Outcome.OLD_CHANGED;
        }
        verdict.requireDone();
        return Outcome.DONE;
    }

    private JdbcVerdict dealWithOld(JdbcRows rows) throws SQLException {
        if (wanted.deleteOld()) {
            boolean unused = rows.delete(wanted.oldId());
        } else {
            rows.put(wanted.oldId(), wanted.oldData());
        }
        return JdbcVerdict.DONE;
    }

    private JdbcVerdict dealWithOld(JdbcRows rows, JdbcSighting seen, @Nullable String token) throws SQLException {
        boolean guarded = locked || wanted.isConditional();
        if (seen.exists() && (guarded ? change(rows, seen, token) : change(rows))) {
            return JdbcVerdict.DONE;
        }
        JdbcSighting present = rows.look(wanted.oldId());
        if (present.exists() && (guarded || seen.exists())) {
            return JdbcVerdict.CHANGED;
        }
        return seen.isGoneAt(present) ? JdbcVerdict.GONE : dealWithOld(rows);
    }

    private boolean change(JdbcRows rows) throws SQLException {
        return wanted.deleteOld() ? rows.delete(wanted.oldId()) : rows.replace(wanted.oldId(), wanted.oldData(), null);
    }

    private boolean change(JdbcRows rows, JdbcSighting seen, @Nullable String token) throws SQLException {
        return wanted.deleteOld()
                ? rows.compareAndDelete(wanted.oldId(), seen, token)
                : rows.compareAndReplace(wanted.oldId(), wanted.oldData(), seen, token);
    }
}
