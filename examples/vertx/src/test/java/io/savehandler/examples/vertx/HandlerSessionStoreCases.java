package io.savehandler.examples.vertx;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.files.FilesSessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.redis.RedisSessionHandlerFactory;
import io.savehandler.servers.RealRedis;
import io.vertx.ext.web.tests.handler.SessionHandlerTestBase;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Vert.x's own tests of session stores, for JUnit 4; {@link HandlerSessionStoreTest} runs them. */
public class HandlerSessionStoreCases extends SessionHandlerTestBase {
    @SuppressWarnings("NullAway.Init") // before each test
    private SessionHandlerFactory handlers;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        handlers = connect();
        store = HandlerSessionStore.of(vertx, handlers);
    }

    @Override
    public void tearDown() throws Exception {
        super.tearDown();
        handlers.close();
    }

    /** Opens the store of one test. */
    SessionHandlerFactory connect() {
        return InMemorySessionHandlerFactory.create();
    }

    /** In files. */
    public static final class InFiles extends HandlerSessionStoreCases {
        /** For JUnit 4. */
        @Rule
        public final TemporaryFolder directory = new TemporaryFolder();

        @Override
        SessionHandlerFactory connect() {
            return FilesSessionHandlerFactory.connect(directory.getRoot().toString());
        }
    }

    /** In a Redis, which all tests of this JVM use. */
    public static final class InRedis extends HandlerSessionStoreCases {
        private static final RealRedis SERVER = RealRedis.start();

        @Override
        SessionHandlerFactory connect() {
            return RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + SERVER.port());
        }
    }
}
