package io.savehandler.wrap;

/** Which store of a migration decides, and so how far the migration has come. */
public enum CurrentStore {
    /**
     * The first step: sessions are read from the old store and copied to the new one. Stay here for one lifetime; whatever
     * is still alive then has been copied.
     */
    OLD,
    /**
     * The second step: sessions are read from the new store and copied to the old one, so that going back loses nothing.
     * When no node is at the first step any more, use the new store alone.
     */
    NEW
}
