package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the circuit before it asks the store, and tells it the answer. What gives something back always goes through. */
final class CircuitBreakingSessionHandler extends ForwardingSessionHandler {
    private final Circuit circuit;
    private final HandlerContext context;

    CircuitBreakingSessionHandler(SessionHandler inner, Circuit circuit, HandlerContext context) {
        super(inner);
        this.circuit = circuit;
        this.context = context;
    }

    @Override
    public boolean validateId(String id) {
        return asking("validateId", () -> inner().validateId(id));
    }

    @Override
    public byte[] read(String id) {
        return asking("read", () -> inner().read(id));
    }

    @Override
    public void write(String id, byte[] data) {
        run("write", () -> inner().write(id, data));
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        return asking("writeIfUnchanged", () -> inner().writeIfUnchanged(id, data));
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        run("updateTimestamp", () -> inner().updateTimestamp(id, data));
    }

    @Override
    public void destroy(String id) {
        run("destroy", () -> inner().destroy(id));
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        return asking("regenerate", () -> inner().regenerate(wanted));
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        return asking("destroyAllOf", () -> inner().destroyAllOf(owner, exceptId));
    }

    @Override
    public Stream<String> ids() {
        return perhapsAsking("ids", inner()::ids);
    }

    @Override
    public Stream<String> idsOf(String owner) {
        return perhapsAsking("idsOf", () -> inner().idsOf(owner));
    }

    @Override
    public long gc(Duration maxLifetime) {
        return perhapsAsking("gc", () -> inner().gc(maxLifetime));
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        return perhapsAsking("gc", () -> inner().gc(maxLifetime, removed));
    }

    private void run(String operation, Runnable call) {
        asking(operation, () -> {
            call.run();
            return true;
        });
    }

    /** A call that the store answers, be it with a refusal. */
    private <T> T asking(String operation, Supplier<T> call) {
        boolean trial = circuit.enter(operation, context.clock(), true);
        try {
            T answer = call.get();
            circuit.succeeded(trial);
            return answer;
        } catch (SessionGoneException | SessionLockLostException e) {
            circuit.succeeded(trial);
            throw e;
        } catch (SessionStoreException e) {
            circuit.failed(trial, e, context.clock().instant());
            throw e;
        } finally {
            if (trial) {
                circuit.leave();
            }
        }
    }

    /** A call that may return before the store was asked, or without asking it. */
    private <T> T perhapsAsking(String operation, Supplier<T> call) {
        circuit.enter(operation, context.clock(), false);
        try {
            return call.get();
        } catch (SessionStoreException e) {
            circuit.failed(false, e, context.clock().instant());
            throw e;
        }
    }
}
