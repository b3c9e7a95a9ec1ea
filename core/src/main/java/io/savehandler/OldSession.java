package io.savehandler;

import org.jspecify.annotations.Nullable;

/** What a regeneration leaves under the old id. */
@FunctionalInterface
interface OldSession {
    OldSession DELETED = (data, newId) -> null;
    OldSession KEPT = (data, newId) -> data;

    /**
     * The bytes that stay, or null for none.
     *
     * @param data the session's data
     * @param newId where the session goes
     */
    byte @Nullable [] dataOf(byte[] data, String newId);
}
