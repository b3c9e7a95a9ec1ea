package io.savehandler;

import java.util.Objects;

/**
 * What {@link SessionHandler#regenerate} is asked to do: PHP's {@code session_regenerate_id}. Immutable.
 */
public final class Regeneration {
    private final String oldId;
    private final String newId;
    private final byte[] data;
    private final byte[] oldData;
    private final boolean deleteOld;
    private final boolean conditional;

    /**
     * Describes a regeneration.
     *
     * @param oldId the id that the request has used so far
     * @param newId the id that it will use from now on
     * @param data the session's data, for the new id and, where it is kept, for the old one
     * @param deleteOld whether the old session is destroyed; PHP's {@code delete_old_session}
     */
    public Regeneration(String oldId, String newId, byte[] data, boolean deleteOld) {
        this(oldId, newId, data, data, deleteOld, false);
    }

    private Regeneration(
            String oldId, String newId, byte[] data, byte[] oldData, boolean deleteOld, boolean conditional) {
        this.oldId = Objects.requireNonNull(oldId, "oldId");
        this.newId = Objects.requireNonNull(newId, "newId");
        this.data = data.clone();
        this.oldData = oldData.clone();
        this.deleteOld = deleteOld;
        this.conditional = conditional;
    }

    /** The same, on the condition that the store still holds under the old id what the handler has read there. */
    public Regeneration ifUnchanged() {
        return new Regeneration(oldId, newId, data, oldData, deleteOld, true);
    }

    /**
     * The same regeneration under other ids, for a wrapper that changes ids.
     *
     * @param otherOldId stands for {@link #oldId()}
     * @param otherNewId stands for {@link #newId()}
     */
    public Regeneration withIds(String otherOldId, String otherNewId) {
        return new Regeneration(otherOldId, otherNewId, data, oldData, deleteOld, conditional);
    }

    /**
     * The same regeneration with other bytes, for a wrapper that changes data.
     *
     * @param newBytes stored under the new id
     * @param oldBytes stored under the old id, where that session is kept
     */
    public Regeneration withData(byte[] newBytes, byte[] oldBytes) {
        return new Regeneration(oldId, newId, newBytes, oldBytes, deleteOld, conditional);
    }

    /** The id that the request has used so far. */
    public String oldId() {
        return oldId;
    }

    /** The id that the request uses from now on. */
    public String newId() {
        return newId;
    }

    /** A copy of the session's data, for the new id. */
    public byte[] data() {
        return data.clone();
    }

    /**
     * A copy of the session's data for the old id, where that session is kept. The same bytes as {@link #data()} unless a
     * wrapper stores them differently under each id, as encryption does.
     */
    public byte[] oldData() {
        return oldData.clone();
    }

    /** Whether the old session is destroyed rather than kept with the same data. */
    public boolean deleteOld() {
        return deleteOld;
    }

    /**
     * Whether nothing may happen unless the store still holds under the old id what the handler has read there. Asked only
     * of stores with {@link Capability#COMPARE_AND_SET}.
     */
    public boolean isConditional() {
        return conditional;
    }

    /** What came of a regeneration. */
    public enum Outcome {
        /** The new session is stored, the old one is dealt with. */
        DONE,
        /** The store already has a session under the new id; nothing was changed, another id is needed. */
        NEW_ID_TAKEN,
        /** The store holds other data under the old id than the handler has read; nothing was changed. */
        OLD_CHANGED
    }

    /** Regenerates by the handler's other operations, new session first. */
    Outcome inSteps(SessionHandler handler) {
        if (handler.validateId(newId)) {
            return Outcome.NEW_ID_TAKEN;
        }
        handler.write(newId, data);
        if (conditional && !handler.writeIfUnchanged(oldId, oldData)) {
            handler.destroy(newId);
            return Outcome.OLD_CHANGED;
        }
        if (deleteOld) {
            handler.destroy(oldId);
        } else if (!conditional) {
            handler.write(oldId, oldData);
        }
        return Outcome.DONE;
    }

    @Override
    public String toString() {
        return "Regeneration[" + data.length + " bytes, " + (deleteOld ? "old deleted" : "old kept") + "]";
    }
}
