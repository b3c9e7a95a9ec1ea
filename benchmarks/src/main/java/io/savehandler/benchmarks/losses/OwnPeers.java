package io.savehandler.benchmarks.losses;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.jetty.SavehandlerDataStoreFactory;
import io.savehandler.redis.RedisSessionHandlerFactory;
import io.savehandler.servlet.HttpSessionFilter;
import io.savehandler.servlet.HttpSessionFilterBuilder;
import io.savehandler.tomcat.SavehandlerSessions;
import java.util.Map;
import org.eclipse.jetty.session.NullSessionCacheFactory;

/** This library on Redis. */
final class OwnPeers {
    private OwnPeers() {}

    static LossesPeer filter(int redis) {
        return new LossesPeer("Savehandler's filter in Tomcat 10.1, Redis", work -> {
            Sessions sessions = sessions(redis);
            return new OwningNode(TomcatPeerNode.start(builder(sessions, work).build()), sessions);
        });
    }

    static LossesPeer tomcat(int redis) {
        return new LossesPeer("Savehandler's manager in Tomcat 10.1, Redis", work -> {
            Sessions sessions = sessions(redis);
            SavehandlerSessions manager = new SavehandlerSessions(builder(sessions, work));
            return new OwningNode(TomcatPeerNode.start(context -> context.setManager(manager)), sessions);
        });
    }

    static LossesPeer jetty(int redis) {
        return new LossesPeer("Savehandler's store in Jetty 12.1, NullSessionCache, Redis", work -> {
            SavehandlerDataStoreFactory stores = SavehandlerDataStoreFactory.of(store(redis));
            return new OwningNode(JettyPeerNode.start(stores, new NullSessionCacheFactory()), stores);
        });
    }

    private static Sessions sessions(int redis) {
        return Sessions.builder(store(redis))
                .config(SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "120s")))
                .build();
    }

    private static HttpSessionFilterBuilder builder(Sessions sessions, VisitorWork work) {
        return HttpSessionFilter.builder(sessions)
                .concurrency(work == VisitorWork.COUNTING ? Concurrency.LOCK : Concurrency.MERGE);
    }

    private static RedisSessionHandlerFactory store(int redis) {
        return RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + redis);
    }
}
