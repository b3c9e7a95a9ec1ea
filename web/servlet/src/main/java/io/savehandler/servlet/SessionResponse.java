package io.savehandler.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A response whose session is saved before it is committed. */
final class SessionResponse extends HttpServletResponseWrapper {
    private static final String CONTENT_LENGTH = "Content-Length";

    private final HttpServletResponse response;
    private final RequestSession session;
    private final CommitPoint commit;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    SessionResponse(HttpServletResponse response, RequestSession session) {
        super(response);
        this.response = response;
        this.session = session;
        this.commit = new CommitPoint(response, session);
    }

    @Override
    public void flushBuffer() throws IOException {
        commit.reached();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        commit.reached();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        commit.reached();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        commit.reached();
        super.sendRedirect(location);
    }

    /** As Servlet 6.1 has it. */
    public void sendRedirect(String location, int status) throws IOException {
        sendRedirect(location, status, true);
    }

    /** As Servlet 6.1 has it. */
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        sendRedirect(location, SC_FOUND, clearBuffer);
    }

    /** As Servlet 6.1 has it. */
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        commit.reached();
        Redirects.send(response, location, status, clearBuffer);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream made = stream;
        if (made == null) {
            made = new CommittingOutputStream(super.getOutputStream(), commit);
            stream = made;
        }
        return made;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter made = writer;
        if (made == null) {
            made = CommittingWriter.over(super.getWriter(), commit);
            writer = made;
        }
        return made;
    }

    @Override
    public void setContentLength(int length) {
        commit.contentLength(length);
        super.setContentLength(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        commit.contentLength(length);
        super.setContentLengthLong(length);
    }

    @Override
    public void setHeader(String name, String value) {
        noteLength(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        noteLength(name, value);
        super.addHeader(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        noteLength(name, Integer.toString(value));
        super.setIntHeader(name, value);
    }

    @Override
    public void addIntHeader(String name, int value) {
        noteLength(name, Integer.toString(value));
        super.addIntHeader(name, value);
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        commit.startOver();
    }

    @Override
    public void reset() {
        super.reset();
        stream = null;
        writer = null;
        commit.startOver();
        commit.contentLength(-1);
        session.restoreCookie();
    }

    /** Ids never travel in a URL. */
    @Override
    public String encodeURL(String url) {
        return url;
    }

    /** Ids never travel in a URL. */
    @Override
    public String encodeRedirectURL(String url) {
        return url;
    }

    private void noteLength(String name, @Nullable String value) {
        if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
            commit.contentLength(value == null || !value.matches("[0-9]{1,18}") ? -1 : Long.parseLong(value));
        }
    }
}
