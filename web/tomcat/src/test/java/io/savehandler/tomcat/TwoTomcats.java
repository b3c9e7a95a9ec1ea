package io.savehandler.tomcat;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import io.savehandler.servlet.HttpSessionFilter;
import java.util.EventListener;
import java.util.Map;
import org.apache.catalina.Context;

/** Two Tomcats on one store, whose clock stands still until it is moved. */
final class TwoTomcats implements AutoCloseable {
    final InMemorySessionStore store = new InMemorySessionStore();
    final ManualClock clock = ManualClock.atSystemTime();
    final RunningTomcat one;
    final RunningTomcat other;

    /** Sets up an application before it is started. */
    interface SetUp {
        void to(Context context);
    }

    TwoTomcats(Concurrency concurrency, SetUp setUp, EventListener... listeners) throws Exception {
        this.one = node(concurrency, setUp, listeners);
        this.other = node(concurrency, setUp, listeners);
    }

    Sessions sessions() {
        return Sessions.builder(
                        InMemorySessionHandlerFactory.builder().store(store).build())
                .config(SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "120s")))
                .clock(clock)
                .build();
    }

    private RunningTomcat node(Concurrency concurrency, SetUp setUp, EventListener... listeners) throws Exception {
        RunningTomcat node = RunningTomcat.make();
        SavehandlerSessions manager = new SavehandlerSessions(
                HttpSessionFilter.builder(sessions()).concurrency(concurrency).readOnly("/look/*"));
        setUp.to(node.application("", manager, listeners));
        return node.start();
    }

    Visitor visitor() {
        return new Visitor(one, other);
    }

    @Override
    public void close() throws Exception {
        one.close();
        other.close();
    }
}
