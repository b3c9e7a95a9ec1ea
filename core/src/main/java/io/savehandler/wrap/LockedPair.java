package io.savehandler.wrap;

import io.savehandler.Regeneration;
import io.savehandler.spi.ForwardingSessionHandler;
import org.jspecify.annotations.Nullable;

/**
 * The current store, read under its own lock and that of the other store. Every request, whichever store is current for
 * it, takes the old store's lock first, so that two of them never wait for each other.
 */
final class LockedPair extends ForwardingSessionHandler {
    private final RestartableSessionHandler current;
    private final RestartableSessionHandler other;
    private final SessionCopy copy;
    private final boolean currentFirst;
    private @Nullable String held;

    LockedPair(
            RestartableSessionHandler current,
            RestartableSessionHandler other,
            SessionCopy copy,
            boolean currentFirst) {
        super(current);
        this.current = current;
        this.other = other;
        this.copy = copy;
        this.currentFirst = currentFirst;
    }

    @Override
    public boolean validateId(String id) {
        leaveAllBut(id);
        boolean known = currentFirst ? currentThenOther(id) : otherThenCurrent(id);
        held = known ? id : null;
        return known;
    }

    @Override
    public byte[] read(String id) {
        leaveAllBut(id);
        if (!currentFirst && held == null) {
            copy.look(id);
        }
        byte[] data = current.read(id);
        if (currentFirst && held == null) {
            copy.look(id);
        }
        held = id;
        return data;
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        Regeneration.Outcome outcome = current.regenerate(wanted);
        if (outcome == Regeneration.Outcome.DONE) {
            held = wanted.newId();
        }
        return outcome;
    }

    @Override
    public void close() {
        held = null;
        current.close();
    }

    private boolean currentThenOther(String id) {
        boolean known = current.validateId(id);
        if (known && !id.equals(held)) {
            copy.look(id);
        } else if (!known && id.equals(held)) {
            other.startOver();
        }
        return known;
    }

    /** An id that neither store knows gets no lock in either. */
    private boolean otherThenCurrent(String id) {
        if (!id.equals(held)) {
            if (!other.validateId(id)) {
                if (!current.validateId(id)) {
                    return false;
                }
                current.startOver();
            }
            copy.look(id);
        }
        boolean known = current.validateId(id);
        if (!known) {
            other.startOver();
        }
        return known;
    }

    private void leaveAllBut(String id) {
        if (held != null && !held.equals(id)) {
            held = null;
            current.startOver();
            other.startOver();
        }
    }
}
