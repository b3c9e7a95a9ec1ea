package io.savehandler;

/** How a request shares its session with the other requests of the same visitor. Chosen at each start. */
public enum Concurrency {
    /**
     * The session is locked from start to close, as PHP does: requests of one visitor run one after the other and nothing
     * is ever lost. The default. Costs the waiting; without {@link Capability#LOCKING} or with {@code savehandler.locking}
     * off it is {@link #LAST_WRITE_WINS}.
     */
    LOCK,
    /**
     * The session is read and let go at once; changes are refused. PHP's {@code read_and_close}. For requests that only
     * look: they wait for nobody. They do not prolong the session's life either.
     */
    READ_ONLY,
    /**
     * No lock. If the stored session has changed by the time of the save, this request's own changes are applied to the
     * new state and saved on the condition that it still holds, again and again for a bounded number of times. Changes of
     * different keys are never lost; of two {@code put} to one key the later save wins; {@code update} is exact. Needs
     * {@link Capability#COMPARE_AND_SET}. For many parallel requests that each change little.
     *
     * <p>Requests of one {@link Sessions} that have to try again do so one at a time, first come, first served; one that has
     * waited {@link LockSettings#waitTimeout()} for its turn tries again at once.
     */
    MERGE,
    /**
     * No lock, no comparison: the last request to save overwrites what others saved meanwhile. What most session
     * libraries do. For data that nobody minds losing.
     */
    LAST_WRITE_WINS
}
