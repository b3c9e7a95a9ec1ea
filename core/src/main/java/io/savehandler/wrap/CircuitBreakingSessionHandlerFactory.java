package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.time.Duration;
import java.util.Objects;

/**
 * Spares requests the wait for a store that is down: after some failures in a row the circuit is open, and every call fails
 * at once with a {@link io.savehandler.SessionStoreException} that tells until when. After the pause one call tries the
 * store again, while the others still fail; if it works, the circuit is closed, if not, the pause begins anew.
 *
 * <ul>
 *   <li>Only {@code SessionStoreException} is a failure. A session that is gone and a lock that was lost are answers; a
 *       lock that was waited for in vain, an illegal id and malformed data say nothing about the store.
 *   <li>{@code open}, {@code createId} and {@code close} always go through: what a request holds, it gives back.
 *   <li>{@code gc} and listing fail while the circuit is open, and never are the trial.
 *   <li>Time is told by {@link HandlerContext#clock()}.
 * </ul>
 *
 * <p>The circuit is the factory's: put it directly around the store that may fail, inside other wrappers. Thread-safe; has
 * the capabilities of the wrapped factory, and closes it.
 */
public final class CircuitBreakingSessionHandlerFactory extends ForwardingSessionHandlerFactory {
    private final Circuit circuit;

    private CircuitBreakingSessionHandlerFactory(Builder builder) {
        super(builder.inner);
        this.circuit = new Circuit(builder.failures, builder.pause);
    }

    /**
     * Opens after five failures in a row, for ten seconds.
     *
     * @param inner makes the handlers whose store may fail
     */
    public static CircuitBreakingSessionHandlerFactory of(SessionHandlerFactory inner) {
        return builder(inner).build();
    }

    /**
     * A builder that starts with five failures and ten seconds.
     *
     * @param inner makes the handlers whose store may fail
     */
    public static Builder builder(SessionHandlerFactory inner) {
        return new Builder(inner);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new CircuitBreakingSessionHandler(inner().newHandler(context), circuit, context);
    }

    /** Builds {@link CircuitBreakingSessionHandlerFactory}. Not thread-safe. */
    public static final class Builder {
        private final SessionHandlerFactory inner;
        private int failures = 5;
        private Duration pause = Duration.ofSeconds(10);

        private Builder(SessionHandlerFactory inner) {
            this.inner = Objects.requireNonNull(inner, "inner");
        }

        /**
         * Sets how many failures in a row open the circuit.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder failures(int failures) {
            if (failures < 1) {
                throw new IllegalArgumentException("failures must be positive: " + failures);
            }
            this.failures = failures;
            return this;
        }

        /**
         * Sets for how long the store is then left alone.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder pause(Duration pause) {
            if (pause.isNegative() || pause.isZero()) {
                throw new IllegalArgumentException("pause must be positive: " + pause);
            }
            this.pause = pause;
            return this;
        }

        /** Returns a factory with what was set so far. */
        public CircuitBreakingSessionHandlerFactory build() {
            return new CircuitBreakingSessionHandlerFactory(this);
        }
    }
}
