package io.savehandler.jetty;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;

/** Jetty's suite on the in-memory handler. */
class InMemoryStoreSuiteTest extends JettyStoreSuite {
    InMemoryStoreSuiteTest() throws Exception {
        super(InMemorySessionHandlerFactory.builder()
                .store(new InMemorySessionStore())
                .build());
    }
}
