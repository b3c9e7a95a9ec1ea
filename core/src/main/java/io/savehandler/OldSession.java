package io.savehandler;

import org.jspecify.annotations.Nullable;

/** What a regeneration leaves under the old id. */
@FunctionalInterface
interface OldSession {
    OldSession DELETED = data -> null;
    OldSession KEPT = data -> data;

    /**
     * The bytes that stay, or null for none.
     *
     * @param data the session's data
     */
    byte @Nullable [] dataOf(byte[] data);
}
