package io.savehandler.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The short page that answers for a handler which failed. */
final class FailureResponse {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.httpserver");
    private static final Set<String> KEPT_HEADERS = Set.of("Set-cookie", "Cache-control", "Expires", "Pragma");
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s</title>
            <h1>%1$s</h1>
            <p>%2$s The server's log says why.
            </html>
            """;

    private final RuntimeException failure;
    private final int status;
    private final String title;
    private final String text;

    private FailureResponse(RuntimeException failure, int status, String title, String text) {
        this.failure = failure;
        this.status = status;
        this.title = title;
        this.text = text;
    }

    static FailureResponse to(RuntimeException failure) {
        boolean mayPass = failure instanceof SessionStoreException
                || failure instanceof SessionLockTimeoutException
                || failure instanceof SessionInterruptedException;
        return mayPass
                ? new FailureResponse(failure, 503, "Try again in a moment", "Your session could not be used just now.")
                : new FailureResponse(failure, 500, "Something went wrong", "This page could not be made.");
    }

    /** Sends the page, unless the handler has begun a response: then only a broken connection can tell the client. */
    void sendOn(HttpExchange exchange) throws IOException {
        LOGGER.log(System.Logger.Level.ERROR, "A request failed", failure);
        if (exchange.getResponseCode() != -1) {
            throw failure;
        }
        try (exchange) {
            send(exchange);
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        byte[] page = PAGE.formatted(title, text).getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.keySet().retainAll(KEPT_HEADERS);
        headers.set("Content-Type", "text/html; charset=utf-8");
        boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, hasBody ? page.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(page);
        }
    }
}
