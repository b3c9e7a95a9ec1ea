package io.savehandler.spi;

import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The base of a handler on a store that keeps values under keys and knows when each was written: four methods make it a
 * handler without locks. Done here: ids are checked, expired sessions are not served, a session destroyed meanwhile is not
 * brought back, a validated session is read once, and failures become {@link SessionStoreException}s that tell no id. The
 * host's clock decides.
 *
 * <p>Between the look at a session and its saving another request may come. A store that compares and writes in one step
 * closes that gap; it is better served by {@link SessionHandler} itself.
 */
public abstract class KeyValueSessionHandler implements SessionHandler {
    private final String savePath;
    private final HandlerContext context;
    private final Map<String, Instant> deadlines = new HashMap<>();
    private @Nullable String validatedId;
    private @Nullable ExpiringValue validated;

    /**
     * A handler for one request.
     *
     * @param savePath where the store is, as errors shall name it: no credentials
     * @param context what the request asks for
     */
    protected KeyValueSessionHandler(String savePath, HandlerContext context) {
        this.savePath = Objects.requireNonNull(savePath, "savePath");
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Finds what the store holds, be it expired.
     *
     * @param id an accepted id
     * @return null if the store certainly has nothing under the id
     * @throws Exception if the store failed
     */
    protected abstract @Nullable ExpiringValue load(String id) throws Exception;

    /**
     * Stores data written {@link #now()}, to live for {@link #lifetime()}: all of it or nothing.
     *
     * @param id an accepted id
     * @param data not to be changed
     * @throws Exception if the store failed
     */
    protected abstract void save(String id, byte[] data) throws Exception;

    /**
     * Removes a session; nothing to remove is no failure.
     *
     * @param id an accepted id
     * @throws Exception if the store failed
     */
    protected abstract void remove(String id) throws Exception;

    /**
     * Removes what was written {@link #now()} minus a lifetime ago or earlier.
     *
     * @param lifetime positive
     * @return how many sessions
     * @throws Exception if the store failed
     */
    protected abstract long removeExpired(Duration lifetime) throws Exception;

    /** The time by the request's clock. */
    protected final Instant now() {
        return context.clock().instant();
    }

    /** How long a session lives after it was written. */
    protected final Duration lifetime() {
        return context.lifetime();
    }

    @Override
    public void open(String path, String sessionName) {
        if (!path.isEmpty() && !path.equals(savePath)) {
            throw new SessionConfigurationException(
                    "session.save_path", "must be empty or \"" + savePath + "\", which this handler was made for");
        }
    }

    @Override
    public byte[] read(String id) {
        ExpiringValue found = id.equals(validatedId) ? validated : find("read", id);
        validatedId = null;
        deadlines.put(id, found == null ? Instant.MIN : found.deadline());
        return found == null ? new byte[0] : found.data();
    }

    @Override
    public boolean validateId(String id) {
        validated = find("validateId", id);
        validatedId = id;
        return validated != null;
    }

    @Override
    public void write(String id, byte[] data) {
        boolean lives = now().isBefore(deadlines.getOrDefault(id, Instant.MIN));
        if (lives && find("write", id) == null) {
            throw new SessionGoneException();
        }
        byte[] copy = data.clone();
        onStore("write", id, checked -> {
            save(checked, copy);
            return true;
        });
        deadlines.put(id, now().plus(lifetime()));
    }

    @Override
    public void destroy(String id) {
        onStore("destroy", id, checked -> {
            remove(checked);
            return true;
        });
    }

    @Override
    public long gc(Duration maxLifetime) {
        return translated("gc", () -> removeExpired(maxLifetime));
    }

    /** Gives back what the request holds; nothing here. */
    @Override
    public void close() {}

    private @Nullable ExpiringValue find(String operation, String id) {
        validatedId = null;
        Optional<ExpiringValue> found = onStore(operation, id, checked -> Optional.ofNullable(load(checked)));
        return found.filter(value -> now().isBefore(value.deadline())).orElse(null);
    }

    private <T> T onStore(String operation, String id, StoreCall<T> call) {
        String checked = context.ids().check(id);
        return translated(operation, () -> call.on(checked));
    }

    /** The message and the cause of a store's error may name a key, and with it an id; its kind and its place do not. */
    private <T> T translated(String operation, Callable<T> work) {
        try {
            return work.call();
        } catch (SessionException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            String kind = e.getClass().getSimpleName();
            Exception cause = new Exception(e.getClass().getName());
            cause.setStackTrace(e.getStackTrace());
            throw new SessionStoreException(
                    operation, savePath, kind + "; see that the store is up and has room", cause);
        }
    }

    /** One call of the store. */
    @FunctionalInterface
    private interface StoreCall<T> {
        T on(String id) throws Exception;
    }
}
