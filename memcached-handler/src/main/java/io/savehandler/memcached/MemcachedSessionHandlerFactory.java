package io.savehandler.memcached;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.LeaseRenewals;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions in Memcached where and as PHP's extension {@code memcached} keeps them, or {@code memcache} does, so that PHP and
 * Java share them and their locks. Thread-safe; all requests share one connection to each server, which is made when it is
 * first needed.
 *
 * <p>Memcached's clock decides what has expired, in whole seconds, and it may drop any item when its memory is full. Nothing is
 * sent twice: where an answer is missing, the outcome is unknown and is reported so.
 *
 * <p>Different from PHP, on purpose: a lock always has an expiry, is renewed, and is given back only while it is ours; a write
 * under a lock happens only while the session is still what was read.
 */
public final class MemcachedSessionHandlerFactory implements SessionHandlerFactory {
    private final String savePath;
    private final MemcachedSettings settings;
    private final MemcachedNodes nodes;
    private final LockReturns returns;
    private final Set<Capability> capabilities;
    private final LeaseRenewals renewals = new LeaseRenewals();

    MemcachedSessionHandlerFactory(String savePath, MemcachedSettings settings, MemcachedNodes nodes) {
        this.savePath = savePath;
        this.settings = settings;
        this.nodes = nodes;
        this.returns = new LockReturns(nodes.layout().lockRules());
        Set<Capability> able = EnumSet.of(
                Capability.COMPARE_AND_SET, Capability.TOUCH, Capability.NATIVE_EXPIRY, Capability.MAY_EVICT);
        if (settings.locking()) {
            able.add(Capability.LOCKING);
        }
        this.capabilities = Set.copyOf(able);
    }

    /**
     * A factory for a save path of PHP's extension {@code memcached}. Connects when the first request needs it.
     *
     * @param savePath {@code host:port} or {@code host:port:weight}, with commas between several, for example {@code
     *     127.0.0.1:11211}
     * @throws SessionConfigurationException if the save path is none
     */
    public static MemcachedSessionHandlerFactory connect(String savePath) {
        return builder().savePath(savePath).build();
    }

    /** A builder of a factory that does as PHP's extension {@code memcached}; where the servers are must be said. */
    public static MemcachedSessionHandlerFactoryBuilder builder() {
        return new MemcachedSessionHandlerFactoryBuilder();
    }

    /**
     * A factory for session handlers written in PHP on top of its extension {@code memcached}, as Symfony's: a key is a prefix and
     * the id, an item the bare bytes, and its lifetime the option's rather than the request's. Such handlers take no locks;
     * Java's requests take them among themselves, unless the request asks for none. Of several servers the remainder of the
     * key's hash chooses one, as PHP's class {@code Memcached} does unless told otherwise.
     *
     * @param savePath as in {@link #connect}
     * @param options {@code prefix}, by default {@code sf2s}, and {@code expiretime} in seconds, by default 86,400
     * @throws SessionConfigurationException if the save path is none, or if an option is not one of these or makes no sense
     */
    public static MemcachedSessionHandlerFactory plain(String savePath, Map<String, String> options) {
        PlainOptions plain = PlainOptions.of(options);
        List<MemcachedServer> servers = MemcachedSavePath.parse(savePath);
        MemcachedLayout layout = MemcachedLayout.ofMemcached(
                        MemcachedKeys.ofPlain(PlainOptions.PREFIX, plain.prefix()),
                        Distribution.MODULA.over(servers),
                        0,
                        servers.size())
                .withLifetime(plain.lifetime());
        MemcachedSettings settings = MemcachedSettings.defaults();
        return new MemcachedSessionHandlerFactory(savePath, settings, new MemcachedNodes(layout, servers, settings));
    }

    /** A builder of a factory that does as PHP's extension {@code memcache}; where the servers are must be said. */
    public static MemcacheSessionHandlerFactoryBuilder memcache() {
        return new MemcacheSessionHandlerFactoryBuilder();
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new MemcachedSessionHandler(
                savePath,
                nodes,
                renewals,
                returns,
                new MemcachedRequestContext(context, settings, nodes.layout().lifetime()));
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public void close() {
        renewals.close();
        returns.close();
        nodes.close();
    }

    /** The servers. */
    @Override
    public String toString() {
        return "MemcachedSessionHandlerFactory" + nodes;
    }
}
