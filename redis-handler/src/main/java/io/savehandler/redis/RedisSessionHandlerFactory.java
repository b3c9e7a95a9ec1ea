package io.savehandler.redis;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.LeaseRenewals;
import java.util.EnumSet;
import java.util.Set;

/**
 * Sessions in Redis under the keys of phpredis, so that PHP and Java share them, and under its locks. Thread-safe; all
 * requests, virtual threads among them, share one connection to each server, which is made when it is first needed.
 *
 * <p>The store is asked seldom: reading costs one wait, as does reading under the lock, and so does a save. Redis's clock
 * decides what has expired. Nothing is sent twice: where an answer is missing, the outcome is unknown and is reported so.
 *
 * <p>Different from phpredis, on purpose: locking is on; a lock always has an expiry; a write under a lock happens only
 * while the lock is held and the session is still what was read; time-outs are 2 seconds rather than a day.
 */
public final class RedisSessionHandlerFactory implements SessionHandlerFactory {
    private final String savePath;
    private final RedisSettings settings;
    private final RedisTopology topology;
    private final LeaseRenewals renewals = new LeaseRenewals();
    private final Runnable closeClients;
    private final RedisLockChoice lockChoice;
    private final RedisValueCodec codec;
    private final Set<Capability> safe;
    private final Set<Capability> forgetful;

    RedisSessionHandlerFactory(String savePath, RedisSettings settings, RedisTopology topology, Runnable closeClients) {
        this.savePath = savePath;
        this.settings = settings;
        this.topology = topology;
        this.closeClients = closeClients;
        this.lockChoice = new RedisLockChoice(settings);
        this.codec = RedisValueCodec.of(settings);
        Set<Capability> able = EnumSet.of(Capability.COMPARE_AND_SET, Capability.TOUCH, Capability.NATIVE_EXPIRY);
        if (settings.locking()) {
            able.add(Capability.LOCKING);
        }
        this.safe = Set.copyOf(able);
        able.add(Capability.MAY_EVICT);
        this.forgetful = Set.copyOf(able);
    }

    /**
     * A factory for a save path as in {@code session.save_path}. Connects when the first request needs it.
     *
     * @param savePath one or more of {@code tcp://host:port}, {@code tls://host:port} and {@code unix:///path}, each with
     *     phpredis's parameters, for example {@code tcp://127.0.0.1:6379?database=2&prefix=APP:}
     * @throws SessionConfigurationException if the save path is none
     */
    public static RedisSessionHandlerFactory connect(String savePath) {
        return builder().savePath(savePath).build();
    }

    /** A builder that starts with {@link RedisSettings#defaults()}; where the server is must be said. */
    public static RedisSessionHandlerFactoryBuilder builder() {
        return new RedisSessionHandlerFactoryBuilder();
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        SessionHandler handler = new RedisSessionHandler(
                savePath, topology, renewals, new RedisRequestContext(context, settings, lockChoice));
        return settings.compression() == RedisCompression.NONE ? handler : new RedisCompressingHandler(handler, codec);
    }

    /**
     * {@link Capability#MAY_EVICT} is among them until each server has said, when it was first connected to, that it drops
     * nothing when its memory is full: that it has no {@code maxmemory}, or the policy {@code noeviction}. It stays where
     * replicas take over that are not waited for ({@link RedisSettings.Builder#replicas}): on Sentinel and in a cluster.
     */
    @Override
    public Set<Capability> capabilities() {
        return topology.mayLose() ? forgetful : safe;
    }

    @Override
    public void close() {
        renewals.close();
        topology.close();
        closeClients.run();
    }

    /** The servers, without credentials. */
    @Override
    public String toString() {
        return "RedisSessionHandlerFactory[" + topology + "]";
    }
}
