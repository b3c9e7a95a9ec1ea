package io.savehandler.redis;

import io.savehandler.spi.StoreReply;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one request last saw or put under an id, and until when Redis will keep it. Immutable. */
final class RedisSighting {
    private static final byte[] NO_DATA = new byte[0];
    private static final long NO_EXPIRY = -1;

    private final String id;
    private final byte @Nullable [] data;
    private final long deadline;
    private final boolean endless;

    private RedisSighting(String id, byte @Nullable [] data, long deadline, boolean endless) {
        this.id = id;
        this.data = data;
        this.deadline = deadline;
        this.endless = endless;
    }

    /**
     * What was read.
     *
     * @param data the bytes, or null where there is no session
     * @param millisLeft what {@code PTTL} said just now
     */
    static RedisSighting read(String id, byte @Nullable [] data, long millisLeft) {
        Duration left = Duration.ofMillis(Math.max(0, millisLeft));
        return new RedisSighting(id, data, StoreReply.deadline(left), millisLeft == NO_EXPIRY);
    }

    static RedisSighting stored(String id, byte[] data, Duration lifetime) {
        return new RedisSighting(id, data.clone(), StoreReply.deadline(lifetime), false);
    }

    String id() {
        return id;
    }

    boolean isOf(String otherId) {
        return id.equals(otherId);
    }

    /** Whether there was a session. */
    boolean exists() {
        return data != null;
    }

    /** Whether the session that was seen has not reached its deadline. */
    boolean isLive() {
        return data != null && (endless || System.nanoTime() - deadline < 0);
    }

    /** By how much a session that ends a lifetime from now ends later than this one. */
    Duration gain(Duration lifetime) {
        return Duration.ofNanos(StoreReply.deadline(lifetime) - deadline);
    }

    byte[] copyOfData() {
        return data == null ? NO_DATA : data.clone();
    }

    /** The bytes themselves, for a comparison; none where there is no session. */
    byte[] data() {
        return data == null ? NO_DATA : data;
    }

    /** What the store must hold for this to be what was seen. */
    Expected expected() {
        if (data == null) {
            return Expected.ABSENT;
        }
        return isLive() ? Expected.PRESENT : Expected.EXPIRED;
    }

    /** What a script requires of the session before it writes. */
    enum Expected {
        /** No session. */
        ABSENT,
        /** The session as it was seen. */
        PRESENT,
        /** The session as it was seen, or none, because its time has come. */
        EXPIRED,
        /** Any session. */
        EXISTING,
        /** Nothing. */
        ANY;

        @SuppressWarnings("ImmutableEnumChecker") // an array that nobody writes to
        private final byte[] argument = RedisScript.ascii(name().toLowerCase(Locale.ROOT));

        byte[] argument() {
            return argument;
        }
    }
}
