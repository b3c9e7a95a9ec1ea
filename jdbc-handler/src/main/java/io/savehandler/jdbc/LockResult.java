package io.savehandler.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt at a lock on a connection.
 *
 * @param seen the session, where the attempt has told that as well
 */
record LockResult(LockAnswer answer, @Nullable JdbcSighting seen) {

    static LockResult of(LockAnswer answer) {
        return new LockResult(answer, null);
    }

    boolean isHeld() {
        return answer == LockAnswer.HELD;
    }

    boolean isBusy() {
        return answer == LockAnswer.BUSY;
    }
}
