package io.savehandler.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the Redis handler logs while a test runs, instead of on the console. */
final class CapturedWarnings extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.savehandler.redis");
    private final List<String> texts = new CopyOnWriteArrayList<>();

    CapturedWarnings() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    List<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord message) {
        texts.add(message.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
