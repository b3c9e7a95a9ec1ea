package io.savehandler.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.savehandler.Concurrency;
import io.savehandler.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An exchange whose session is saved before its response leaves. */
final class SessionExchange extends HttpExchange {
    private static final int FIRST_FINAL_STATUS = 200;

    private final HttpExchange exchange;
    private final FilterChoices choices;
    private @Nullable Session session;

    SessionExchange(HttpExchange exchange, FilterChoices choices) {
        this.exchange = exchange;
        this.choices = choices;
    }

    Session session(Concurrency concurrency) {
        Session started = session;
        if (started == null) {
            if (exchange.getResponseCode() != -1) {
                throw new IllegalStateException(
                        "The response's headers have been sent; ask for the session before, so that its cookie can go out");
            }
            started = choices.sessions().start(new ExchangeHeaders(exchange, choices), concurrency);
            session = started;
        }
        return started;
    }

    void saveSession() {
        if (session != null) {
            session.close();
        }
    }

    void abortSession(Throwable reason) {
        if (session != null) {
            try {
                session.abort();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }

    @Override
    public void sendResponseHeaders(int status, long length) throws IOException {
        if (status >= FIRST_FINAL_STATUS) {
            saveSession();
        }
        exchange.sendResponseHeaders(status, length);
    }

    @Override
    public Headers getRequestHeaders() {
        return exchange.getRequestHeaders();
    }

    @Override
    public Headers getResponseHeaders() {
        return exchange.getResponseHeaders();
    }

    @Override
    public URI getRequestURI() {
        return exchange.getRequestURI();
    }

    @Override
    public String getRequestMethod() {
        return exchange.getRequestMethod();
    }

    @Override
    public HttpContext getHttpContext() {
        return exchange.getHttpContext();
    }

    @Override
    public void close() {
        exchange.close();
    }

    @Override
    public InputStream getRequestBody() {
        return exchange.getRequestBody();
    }

    @Override
    public OutputStream getResponseBody() {
        return exchange.getResponseBody();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return exchange.getRemoteAddress();
    }

    @Override
    public int getResponseCode() {
        return exchange.getResponseCode();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return exchange.getLocalAddress();
    }

    @Override
    public String getProtocol() {
        return exchange.getProtocol();
    }

    @Override
    public Object getAttribute(String name) {
        return exchange.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        exchange.setAttribute(name, value);
    }

    @Override
    public void setStreams(InputStream request, OutputStream response) {
        exchange.setStreams(request, response);
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return exchange.getPrincipal();
    }
}
