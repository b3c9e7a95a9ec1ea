package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandler;

/** One store as one request sees it, which can start over with a new handler: closing is how a lock is given back. */
final class RestartableSessionHandler extends ForwardingSessionHandler {
    private final SessionHandlerFactory factory;
    private final HandlerContext context;
    private String savePath = "";
    private String sessionName = "";

    RestartableSessionHandler(SessionHandlerFactory factory, HandlerContext context, SessionHandler first) {
        super(first);
        this.factory = factory;
        this.context = context;
    }

    static RestartableSessionHandler of(SessionHandlerFactory factory, HandlerContext context) {
        return new RestartableSessionHandler(factory, context, factory.newHandler(context));
    }

    @Override
    public void open(String savePath, String sessionName) {
        this.savePath = savePath;
        this.sessionName = sessionName;
        inner().open(savePath, sessionName);
    }

    /** Gives back all that the handler holds and forgets what it saw. */
    void startOver() {
        inner().close();
        replaceInner(factory.newHandler(context));
        inner().open(savePath, sessionName);
    }

    /** Reads what another request that takes no lock would read now, and forgets it. */
    byte[] readAside(String id) {
        try (SessionHandler other = factory.newHandler(InnerContext.readOnly(context))) {
            other.open(savePath, sessionName);
            return other.read(id);
        }
    }
}
