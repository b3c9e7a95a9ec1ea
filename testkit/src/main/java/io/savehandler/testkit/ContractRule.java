package io.savehandler.testkit;

import io.savehandler.Capability;

/** The rules of {@link io.savehandler.SessionHandler} that the kit checks, in the order in which they are listed there. */
public enum ContractRule {
    /** A read gives back exactly what was written, whatever the bytes and however many; too many are refused. */
    EXACT_BYTES,
    /** What is not there reads as empty, without an error, and does not come into being by that. */
    ABSENCE_IS_EMPTY,
    /** A session lives for its lifetime after its last write or touch, and not a read longer. */
    EXPIRY,
    /** What was destroyed while a request used it is not brought back by that request. */
    NO_RESURRECTION,
    /** Validation knows what exists now, says so under the lock, and leaves no trace of what does not exist. */
    VALIDATION,
    /** One request at a time between read and close; the others wait for a bounded time. */
    MUTUAL_EXCLUSION,
    /** An id that the policy does not accept reaches no store. */
    LEGAL_IDS,
    /** A store that fails is reported as that, never as an empty session, and nothing secret is told. */
    HONEST_FAILURE,
    /** Closing gives everything back, once, whatever went wrong before. */
    CLOSE_RELEASES,
    /** A write is sent once at most; where no answer came, the failure says that the outcome is unknown. */
    AT_MOST_ONCE,
    /** A touch neither makes a session nor changes one, nor ends it earlier. */
    TOUCH_ONLY_TOUCHES,
    /** {@link Capability#COMPARE_AND_SET}: a write that happens only if nobody else wrote. */
    COMPARE_AND_SET,
    /** {@link Capability#LISTING}: the ids of what is alive, once each, and no others. */
    LISTING,
    /** {@link Capability#OWNER_INDEX}: a session is its last writer's owner's, and nobody's when it is gone. */
    OWNER_INDEX,
    /** {@link Capability#EXPIRY_HANDOVER}: gc hands over each session that it removes, once, and no other. */
    EXPIRY_HANDOVER,
    /** A session moves to another id with the new one first and the old one last, or not at all. */
    REGENERATION,
    /** {@link Capability#DURABLE}: what was written outlives the factory and the store's process. */
    DURABILITY,
    /** What a factory declares is what its test class checks. */
    CAPABILITIES
}
