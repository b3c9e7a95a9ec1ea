package io.savehandler.spring;

import io.savehandler.Concurrency;
import io.savehandler.LockSettings;
import io.savehandler.WhenGone;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What an application's configuration says about sessions.
 *
 * @param enabled Whether this library provides the application's sessions.
 * @param saveHandler Name of the session handler: files, memory, redis, rediscluster, memcached, memcache, jdbc, or one of
 *     your own.
 * @param savePath Where the handler keeps sessions, as in PHP's session.save_path. May hold a password, and is never shown.
 * @param serializeHandler Format of stored sessions: php, php_binary, php_serialize or igbinary.
 * @param name Name of the session cookie.
 * @param gcMaxlifetime How long a session lives after its last use. Where it is not set, spring.session.timeout and
 *     server.servlet.session.timeout are asked first.
 * @param absoluteLifetime How long a session lives at most, however much it is used; 0 is without bound.
 * @param touchInterval An unchanged session's time is renewed in the store only if that gains this much.
 * @param maxSessionSize Largest session that is read or saved.
 * @param useStrictMode Whether an id that the store does not know is replaced.
 * @param lazyWrite Whether unchanged sessions are only renewed and not written.
 * @param locking Whether a session is locked while a request may change it.
 * @param requestTimeout How long one request may spend on its session, waiting for its lock included. Without bound where it
 *     is not set.
 * @param concurrency How one visitor's parallel requests share the session: lock, merge or last-write-wins. With Spring
 *     Session it is merge wherever the store can.
 * @param readOnly Paths that only read the session, such as /prices, /prices/* and *.png. Not with Spring Session.
 * @param whenStoreFails What a request gets whose session the store cannot give or lock: status 503, one to be read only, or none.
 * @param whenGone What a save does about a session that has vanished meanwhile. Where it is not set: drop, and throw where
 *     the store itself may lose sessions.
 * @param settings Settings of the handler under their own names, such as redis.session.compression, savehandler.jdbc.table.
 * @param cookie The session cookie.
 * @param sid Session ids.
 * @param gc Removal of expired sessions.
 * @param cache Caching headers of responses that use the session.
 * @param lock How locks are waited for and held.
 * @param filter The servlet filter.
 * @param springSession Spring Session.
 * @param security Spring Security.
 */
@ConfigurationProperties("savehandler")
record SavehandlerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("files") String saveHandler,
        @DefaultValue("") String savePath,
        @DefaultValue("php") String serializeHandler,
        @DefaultValue("PHPSESSID") String name,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration gcMaxlifetime,

        @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("0s")
        Duration absoluteLifetime,

        @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("0s")
        Duration touchInterval,

        @DefaultValue("16MB") DataSize maxSessionSize,
        @DefaultValue("true") boolean useStrictMode,
        @DefaultValue("true") boolean lazyWrite,
        @DefaultValue("true") boolean locking,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration requestTimeout,
        @DefaultValue("lock") Concurrency concurrency,
        @DefaultValue List<String> readOnly,
        @DefaultValue("unavailable") WhenStoreFails whenStoreFails,
        @Nullable WhenGone whenGone,
        @DefaultValue Map<String, String> settings,
        @DefaultValue Cookie cookie,
        @DefaultValue Sid sid,
        @DefaultValue Gc gc,
        @DefaultValue Cache cache,
        @DefaultValue Lock lock,
        @DefaultValue Filter filter,
        @DefaultValue SpringSession springSession,
        @DefaultValue Security security) {

    /** What a request gets whose session the store cannot give. */
    enum WhenStoreFails {
        /** Status 503. */
        UNAVAILABLE,
        /** The session as far as the store can still be read, which cannot be changed; status 503 where it cannot. */
        READ_ONLY,
        /** A session without values, which is not stored. */
        WITHOUT_SESSION
    }

    /**
     * The session cookie.
     *
     * @param enabled Whether the id travels in a cookie; without it every request begins a session of its own.
     * @param lifetime How long the browser keeps the cookie; 0 is until it closes.
     * @param path Path that the browser sends the cookie to.
     * @param domain Domain that the browser sends the cookie to; without it, the host that set it.
     * @param secure Whether the cookie goes over HTTPS only: on, off, or auto, which is wherever the request came by HTTPS.
     * @param httponly Whether scripts in the page cannot read the cookie.
     * @param samesite Which requests from other sites carry the cookie: Lax, Strict, None, or empty to leave it to the browser.
     * @param partitioned Whether the browser keeps the cookie apart for each site that embeds this one.
     */
    record Cookie(
            @DefaultValue("true") boolean enabled,

            @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("0s")
            Duration lifetime,

            @DefaultValue("/") String path,
            @DefaultValue("") String domain,
            @DefaultValue("auto") String secure,
            @DefaultValue("true") boolean httponly,
            @DefaultValue("Lax") String samesite,
            @DefaultValue("false") boolean partitioned) {}

    /**
     * Session ids.
     *
     * @param length Characters of a new id, 22 to 256.
     * @param bitsPerCharacter Bits in each character of a new id: 4, 5 or 6.
     */
    record Sid(
            @DefaultValue("32") int length,
            @DefaultValue("4") int bitsPerCharacter) {}

    /**
     * Removal of expired sessions.
     *
     * @param probability Of gc.divisor session starts, how many remove expired sessions; 0 is none.
     * @param divisor Of how many session starts gc.probability remove expired sessions.
     * @param interval Removes expired sessions in the background this often, instead of at some of the starts.
     */
    record Gc(
            @DefaultValue("1") long probability,
            @DefaultValue("100") long divisor,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration interval) {}

    /**
     * Caching headers of responses that use the session.
     *
     * @param limiter Which headers: nocache, public, private, private_no_expire, or empty for none.
     * @param expire For how long a page may be cached, where it may.
     */
    record Cache(
            @DefaultValue("nocache") String limiter,

            @DurationUnit(ChronoUnit.MINUTES) @DefaultValue("3h")
            Duration expire) {}

    /**
     * How locks are waited for and held.
     *
     * @param waitTimeout How long a request waits for the lock of another one.
     * @param expire How long a lock in a remote store outlives a crashed owner.
     * @param maxHold For how long a running request's lock is renewed; 0 is never.
     * @param onTimeout What becomes of a request that has waited for too long: fail, read-only or merge.
     */
    record Lock(
            @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("30s")
            Duration waitTimeout,

            @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("30s")
            Duration expire,

            @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5m")
            Duration maxHold,

            @DefaultValue("fail") LockSettings.OnTimeout onTimeout) {}

    /**
     * The servlet filter.
     *
     * @param order Place of the filter among the others; those with a smaller number come first.
     * @param accessInterval How old the stored time of a session's last use may grow while nothing else is stored.
     * @param oldIdGrace How long requests under way with a changed session id still read a copy. Not with Spring Session.
     * @param idHeader Header that ids travel in instead of a cookie.
     * @param trustForwardedProto Whether X-Forwarded-Proto tells that the request came by HTTPS; only behind a proxy that sets
     *     it itself. Not with Spring Session.
     */
    record Filter(
            @DefaultValue("-2147483598") int order,

            @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("1m")
            Duration accessInterval,

            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration oldIdGrace,
            @Nullable String idHeader,
            @DefaultValue("false") boolean trustForwardedProto) {}

    /**
     * Spring Session.
     *
     * @param enabled Whether sessions go through Spring Session where that is on the class path.
     */
    record SpringSession(@DefaultValue("true") boolean enabled) {}

    /**
     * Spring Security.
     *
     * @param allowedClasses Classes that may be in the stored log-in besides Spring Security's own, such as your UserDetails.
     */
    record Security(@DefaultValue List<String> allowedClasses) {}

    /** Which handler; no save path and no settings, for they may hold passwords. */
    @Override
    public String toString() {
        return "SavehandlerProperties[" + saveHandler + "]";
    }
}
