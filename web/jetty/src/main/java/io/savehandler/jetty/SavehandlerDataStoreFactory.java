package io.savehandler.jetty;

import io.savehandler.SessionConfig;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.Sessions;
import java.util.Map;
import org.eclipse.jetty.session.AbstractSessionDataStoreFactory;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionManager;

/**
 * Keeps Jetty 12's sessions in any session handler. Make it a bean of the server, beside a {@code NullSessionCacheFactory} where
 * several nodes serve one visitor. Thread-safe.
 *
 * <pre>{@code
 * server.addBean(SavehandlerDataStoreFactory.of(handlers));
 * server.addBean(new NullSessionCacheFactory());
 * }</pre>
 *
 * <p>Jetty loads a session when a request begins and stores it when the request ends, without a lock in between. Of requests
 * that overlap, a save stores what its request has changed, attribute by attribute, onto what the others have stored; where two
 * have changed the same attribute, the last one wins, which the events and the log tell. So a counter that is read, incremented
 * and set by requests at the same time does miss counts here. A session that was invalidated elsewhere does not come back.
 */
public final class SavehandlerDataStoreFactory extends AbstractSessionDataStoreFactory implements AutoCloseable {
    private final StoreSettings settings;

    /**
     * From settings with PHP's names, for a {@code jetty.xml}; {@code session.save_handler} and {@code session.save_path} choose
     * the store.
     *
     * @throws io.savehandler.SessionConfigurationException if a setting is unknown or unusable
     */
    public SavehandlerDataStoreFactory(Map<String, String> settings) {
        this(new SavehandlerDataStoreFactoryBuilder(SessionConfig.from(settings)).settings());
    }

    SavehandlerDataStoreFactory(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * A factory with nothing but defaults; see {@link #builder}.
     *
     * @param handlers the store; closed together with the factory
     */
    public static SavehandlerDataStoreFactory of(SessionHandlerFactory handlers) {
        return builder(handlers).build();
    }

    /**
     * Starts a factory.
     *
     * @param handlers the store; closed together with the factory
     */
    public static SavehandlerDataStoreFactoryBuilder builder(SessionHandlerFactory handlers) {
        return new SavehandlerDataStoreFactoryBuilder(Sessions.builder(handlers));
    }

    /**
     * Starts a factory on the store that {@code session.save_handler} and {@code session.save_path} choose.
     *
     * @throws io.savehandler.SessionConfigurationException if no module brings the handler, or its settings are unusable
     */
    public static SavehandlerDataStoreFactoryBuilder builder(SessionConfig config) {
        return new SavehandlerDataStoreFactoryBuilder(config);
    }

    @Override
    public SessionDataStore getSessionDataStore(SessionManager manager) {
        SavehandlerDataStore store = new SavehandlerDataStore(settings);
        store.setGracePeriodSec(getGracePeriodSec());
        store.setSavePeriodSec(getSavePeriodSec());
        return store;
    }

    /** Closes the store's connections and threads. Sessions that are in use fail from then on. */
    @Override
    public void close() {
        settings.sessions().close();
    }
}
