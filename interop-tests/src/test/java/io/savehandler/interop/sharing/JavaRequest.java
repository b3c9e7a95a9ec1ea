package io.savehandler.interop.sharing;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.nio.charset.StandardCharsets;

/** A Java process's request, with a factory of its own. */
public final class JavaRequest implements AutoCloseable {
    private final SessionHandlerFactory factory;
    private final SessionHandler handler;
    private final String id;

    /** Opens a handler, and closes it and its factory in the end. */
    public JavaRequest(SessionHandlerFactory factory, HandlerContext context, String id) {
        this.factory = factory;
        this.handler = factory.newHandler(context);
        this.id = id;
        handler.open("", "PHPSESSID");
    }

    /** What does the work. */
    public SessionHandler handler() {
        return handler;
    }

    /** The session's bytes. */
    public String read() {
        return new String(handler.read(id), StandardCharsets.ISO_8859_1);
    }

    /** Stores bytes. */
    public void write(String data) {
        handler.write(id, data.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        handler.close();
        factory.close();
    }
}
