package io.savehandler.wrap;

import io.savehandler.SessionIdPolicy;
import io.savehandler.spi.ForwardingSessionHandler;
import org.jspecify.annotations.Nullable;

/** Answers {@code validateId} by reading, and the {@code read} after it from what was read. */
final class StrictSessionHandler extends ForwardingSessionHandler {
    private final RestartableSessionHandler handler;
    private final SessionIdPolicy ids;
    private final boolean locks;
    private @Nullable String validatedId;
    private byte[] validated = {};

    StrictSessionHandler(RestartableSessionHandler handler, SessionIdPolicy ids, boolean locks) {
        super(handler);
        this.handler = handler;
        this.ids = ids;
        this.locks = locks;
    }

    @Override
    public boolean validateId(String id) {
        validatedId = null;
        validated = handler.read(ids.check(id));
        if (validated.length > 0) {
            validatedId = id;
        } else if (locks) {
            handler.startOver();
        }
        return validated.length > 0;
    }

    @Override
    public byte[] read(String id) {
        boolean known = id.equals(validatedId);
        validatedId = null;
        return known ? validated : handler.read(id);
    }
}
