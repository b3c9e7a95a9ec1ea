package io.savehandler.examples.twonodes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.savehandler.Session;
import io.savehandler.SessionDataException;
import io.savehandler.SessionException;
import io.savehandler.httpserver.SessionFilter;
import io.savehandler.php.PhpConversionException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** Answers a node's requests: views and the buttons' POSTs. Thread-safe. */
final class DemoHandler implements HttpHandler {
    private static final PageTemplate MESSAGE = PageTemplate.load("message.html");

    private final VisitPage page;
    private final InstantSource clock;
    private final Map<String, Action> views = Map.of("/", this::showPage, "/session.json", this::showJson);
    private final Map<String, Action> buttons = Map.of(
            "/put", DemoHandler::put,
            "/remove", DemoHandler::remove,
            "/regenerate", DemoHandler::regenerate,
            "/destroy", DemoHandler::destroy);

    DemoHandler(VisitPage page, InstantSource clock) {
        this.page = page;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (RefusedException e) {
            refuse(exchange, e);
        } catch (SessionDataException | PhpConversionException e) {
            refuse(exchange, new RefusedException(400, "The session cannot hold that", messageOf(e)));
        } catch (SessionException e) {
            refuse(exchange, new RefusedException(503, "The session cannot be used", messageOf(e)));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Action view = views.get(path);
        Action button = buttons.get(path);
        if (view != null) {
            requireMethod("GET", exchange);
            view.answer(exchange);
        } else if (button != null) {
            requireMethod("POST", exchange);
            SameOrigin.require(exchange);
            button.answer(exchange);
            Replies.redirectHome(exchange);
        } else {
            throw new RefusedException(404, "No such page", "There is / and /session.json.");
        }
    }

    private static void requireMethod(String method, HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new RefusedException(405, "Wrong method", "This address takes " + method + " only.");
        }
    }

    private void showPage(HttpExchange exchange) throws IOException {
        Session session = sessionOf(exchange);
        Visit visit = Visit.count(session, clock.instant());
        String host = exchange.getRequestHeaders().getFirst("Host");
        Replies.send(exchange, 200, "text/html; charset=utf-8", page.html(visit, session, host));
    }

    private void showJson(HttpExchange exchange) throws IOException {
        Visit visit = Visit.count(sessionOf(exchange), clock.instant());
        Replies.send(exchange, 200, "application/json", page.json(visit));
    }

    private static void put(HttpExchange exchange) throws IOException {
        FormFields form = FormFields.of(exchange);
        String key = form.required("key");
        Session session = sessionOf(exchange);
        session.put(key, form.orEmpty("value"));
        session.commit();
    }

    private static void remove(HttpExchange exchange) throws IOException {
        String key = FormFields.of(exchange).required("key");
        Session session = sessionOf(exchange);
        session.remove(key);
        session.commit();
    }

    private static void regenerate(HttpExchange exchange) {
        Session session = sessionOf(exchange);
        session.regenerateId(true);
        session.commit();
    }

    private static void destroy(HttpExchange exchange) {
        sessionOf(exchange).destroy();
    }

    private static Session sessionOf(HttpExchange exchange) {
        try {
            return SessionFilter.session(exchange);
        } catch (SessionDataException e) {
            throw new RefusedException(500, "The stored session cannot be read", messageOf(e));
        }
    }

    private static void refuse(HttpExchange exchange, RefusedException refusal) throws IOException {
        Map<String, String> texts = Map.of("title", refusal.title(), "text", refusal.text());
        Replies.send(exchange, refusal.status(), "text/html; charset=utf-8", MESSAGE.fill(texts, Map.of()));
    }

    private static String messageOf(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    /** What is done at one address. */
    @FunctionalInterface
    private interface Action {
        void answer(HttpExchange exchange) throws IOException;
    }
}
