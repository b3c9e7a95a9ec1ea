package io.savehandler.testkit;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.util.Optional;
import java.util.Set;

/** The in-memory store as if it were at the end of a wire, which can be cut, or lose the answers. */
class RemoteFixture extends InMemoryFixture {
    private final Switch down = new Switch();
    private final Switch answersLost = new Switch();

    @Override
    public SessionHandlerFactory newFactory() {
        return remote(inMemory());
    }

    /** The same store at the end of the wire. */
    final SessionHandlerFactory remote(SessionHandlerFactory near) {
        return new SessionHandlerFactory() {
            @Override
            public SessionHandler newHandler(HandlerContext context) {
                return new RemoteHandler(near.newHandler(context), RemoteFixture.this);
            }

            @Override
            public Set<Capability> capabilities() {
                return near.capabilities();
            }
        };
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(down);
    }

    @Override
    public Optional<StoreFault> lostAnswers() {
        return Optional.of(answersLost);
    }

    final boolean isDown() {
        return down.on;
    }

    final boolean losesAnswers() {
        return answersLost.on;
    }

    /** Told of every look at a session's data. */
    void countRead() {}

    void handlerMade() {}

    void handlerClosed() {}

    private static final class Switch implements StoreFault {
        private volatile boolean on;

        @Override
        public void begin() {
            on = true;
        }

        @Override
        public void end() {
            on = false;
        }
    }
}
