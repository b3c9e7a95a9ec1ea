package io.savehandler.tomcat;

import jakarta.servlet.http.HttpSession;
import org.apache.catalina.session.StandardSession;

/** A session that is in the store and not the request's own: it can be ended, as single sign-on does, and that is all. */
final class SessionElsewhere extends StandardSession {
    private static final long serialVersionUID = 1L;

    private final transient SavehandlerSessions owner;

    SessionElsewhere(SavehandlerSessions owner, String id) {
        super(owner);
        this.owner = owner;
        this.id = id;
        this.isValid = true;
    }

    @Override
    public HttpSession getSession() {
        throw new IllegalStateException("The session is not the one of this request, and only its own can be read");
    }

    @Override
    public void access() {}

    @Override
    public void endAccess() {}

    @Override
    public void expire(boolean notify) {
        isValid = false;
        owner.sessions().invalidate(id, owner.getContext().getServletContext());
    }

    /** Which session is not said: ids are secret. */
    @Override
    public String toString() {
        return "SessionElsewhere";
    }
}
