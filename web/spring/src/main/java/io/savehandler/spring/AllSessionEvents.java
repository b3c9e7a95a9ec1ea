package io.savehandler.spring;

import io.savehandler.Concurrency;
import io.savehandler.SessionEvents;
import io.savehandler.SessionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Tells several listeners, in their order. Thread-safe. */
final class AllSessionEvents implements SessionEvents {
    private final List<SessionEvents> listeners;

    AllSessionEvents(List<SessionEvents> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void started(Concurrency concurrency, boolean found, int bytes, Duration duration) {
        each(events -> events.started(concurrency, found, bytes, duration));
    }

    @Override
    public void idRefused(boolean malformed) {
        each(events -> events.idRefused(malformed));
    }

    @Override
    public void lifetimeReached() {
        each(SessionEvents::lifetimeReached);
    }

    @Override
    public void lockWaited(Duration waited) {
        each(events -> events.lockWaited(waited));
    }

    @Override
    public void ended(SessionOutcome outcome, int bytes, Duration duration) {
        each(events -> events.ended(outcome, bytes, duration));
    }

    @Override
    public void merged() {
        each(SessionEvents::merged);
    }

    @Override
    public void overwritten(int keys) {
        each(events -> events.overwritten(keys));
    }

    @Override
    public void conflicted() {
        each(SessionEvents::conflicted);
    }

    @Override
    public void storeFailed(String operation, boolean outcomeUnknown) {
        each(events -> events.storeFailed(operation, outcomeUnknown));
    }

    @Override
    public void valueUnreadable(String kind) {
        each(events -> events.valueUnreadable(kind));
    }

    @Override
    public void regenerated() {
        each(SessionEvents::regenerated);
    }

    @Override
    public void collected(long removed, Duration duration) {
        each(events -> events.collected(removed, duration));
    }

    private void each(Consumer<SessionEvents> event) {
        listeners.forEach(event);
    }
}
