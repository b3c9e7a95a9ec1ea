package io.savehandler.tomcat;

import io.savehandler.servlet.ContainerRequest;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Enumeration;
import org.apache.catalina.Session;
import org.apache.catalina.session.StandardSession;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request, as Tomcat sees it and as the application does. Its log-in and what a log-in by form has noted are
 * stored; other notes of Tomcat's last as long as the request. Thread-safe.
 */
final class RequestedSession extends StandardSession {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.tomcat");

    private final transient TomcatRequest work;
    private final transient ContainerRequest request;
    private final transient HttpSession stored;
    private final transient StoredNotes storedNotes;

    RequestedSession(TomcatRequest work, HttpSession stored) {
        super(work.manager());
        this.work = work;
        this.request = work.container();
        this.stored = stored;
        this.storedNotes = new StoredNotes(request);
        this.creationTime = stored.getCreationTime();
        this.lastAccessedTime = stored.getLastAccessedTime();
        this.thisAccessedTime = lastAccessedTime;
    }

    boolean shows(HttpSession session) {
        return stored == session;
    }

    String changeId() {
        String before = getIdInternal();
        String id = request.changeId();
        tellChangedSessionId(id, before, false, true);
        return id;
    }

    @Override
    public String getId() {
        return stored.getId();
    }

    @Override
    public String getIdInternal() {
        return stored.getId();
    }

    @Override
    public boolean isValid() {
        return request.session(false) == stored;
    }

    @Override
    protected boolean isValidInternal() {
        return isValid();
    }

    @Override
    public void access() {}

    /** The last that Tomcat does with a session; by then it has been saved, unless an error page has changed it. */
    @Override
    public void endAccess() {
        try {
            request.release();
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "What an error page has changed in a session cannot be saved", e);
        }
    }

    @Override
    public void expire(boolean notify) {
        if (isValid()) {
            invalidate();
        }
    }

    @Override
    public void invalidate() {
        stored.invalidate();
        fireSessionEvent(Session.SESSION_DESTROYED_EVENT, null);
        work.tellSingleSignOn(this);
    }

    @Override
    public HttpSession getSession() {
        return this;
    }

    @Override
    public ServletContext getServletContext() {
        return stored.getServletContext();
    }

    @Override
    public @Nullable Principal getPrincipal() {
        Principal known = principal;
        return known == null ? storedNotes.principal() : known;
    }

    @Override
    public void setPrincipal(@Nullable Principal principal) {
        this.principal = principal;
        storedNotes.setPrincipal(principal);
    }

    @Override
    public @Nullable String getAuthType() {
        return storedNotes.authType();
    }

    @Override
    public void setAuthType(@Nullable String authType) {
        storedNotes.setAuthType(authType);
    }

    @Override
    public @Nullable Object getNote(String name) {
        return storedNotes.has(name) ? storedNotes.get(name) : super.getNote(name);
    }

    /** What is stored is saved at once: a log-in page leaves before Tomcat's valves are told. */
    @Override
    public void setNote(String name, Object value) {
        if (storedNotes.has(name)) {
            storedNotes.set(name, value);
            request.release();
        } else {
            super.setNote(name, value);
        }
    }

    @Override
    public void removeNote(String name) {
        if (storedNotes.has(name)) {
            storedNotes.set(name, null);
        } else {
            super.removeNote(name);
        }
    }

    @Override
    public long getCreationTime() {
        return stored.getCreationTime();
    }

    @Override
    public long getLastAccessedTime() {
        return stored.getLastAccessedTime();
    }

    @Override
    public long getThisAccessedTime() {
        return stored.getLastAccessedTime();
    }

    /** None: a request is using it. */
    @Override
    public long getIdleTimeInternal() {
        return 0;
    }

    @Override
    public int getMaxInactiveInterval() {
        return stored.getMaxInactiveInterval();
    }

    @Override
    public void setMaxInactiveInterval(int interval) {
        stored.setMaxInactiveInterval(interval);
    }

    @Override
    public boolean isNew() {
        return stored.isNew();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return stored.getAttribute(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return stored.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        stored.setAttribute(name, value);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value, boolean notify) {
        stored.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        stored.removeAttribute(name);
    }

    @Override
    public void removeAttribute(String name, boolean notify) {
        stored.removeAttribute(name);
    }

    /** Which session is not said: ids are secret. */
    @Override
    public String toString() {
        return "RequestedSession";
    }
}
