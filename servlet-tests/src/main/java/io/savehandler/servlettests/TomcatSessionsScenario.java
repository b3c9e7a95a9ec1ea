package io.savehandler.servlettests;

import io.savehandler.SessionConfig;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.Sessions;
import io.savehandler.servlet.HttpSessionFilter;
import io.savehandler.tomcat.SavehandlerSessions;

/** The shop on Tomcat's own sessions. */
public abstract class TomcatSessionsScenario extends OwnSessionsScenario {
    /** For subclasses. */
    protected TomcatSessionsScenario() {}

    @Override
    protected final ShopNode start(SessionHandlerFactory handlers, SessionConfig config) throws Exception {
        Sessions sessions = Sessions.builder(handlers).config(config).build();
        return TomcatShop.start(
                context -> context.setManager(new SavehandlerSessions(HttpSessionFilter.builder(sessions))),
                (types, context) -> addShop(context));
    }
}
