package io.savehandler.tomcat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;

/** Pages that count in the session, in all ways to answer. */
final class CounterPages {
    private static final int TIMEOUT = 60;

    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    void addTo(Context context) {
        RunningTomcat.page(
                context, "/count", (request, response) -> response.getWriter().print(count(request.getSession())));
        RunningTomcat.page(
                context,
                "/look/counter",
                (request, response) ->
                        response.getWriter().print(request.getSession().getAttribute("counter")));
        RunningTomcat.page(
                context,
                "/add",
                (request, response) -> request.getSession().setAttribute("n" + request.getParameter("n"), "x"));
        RunningTomcat.page(
                context,
                "/names",
                (request, response) -> response.getWriter()
                        .print(new TreeSet<>(
                                Collections.list(request.getSession().getAttributeNames()))));
        RunningTomcat.page(
                context, "/end", (request, response) -> request.getSession().invalidate());
        RunningTomcat.page(context, "/renew", (request, response) -> request.changeSessionId());
        RunningTomcat.page(
                context, "/rest", (request, response) -> request.getSession().setMaxInactiveInterval(10));
        RunningTomcat.page(
                context,
                "/valid",
                (request, response) -> response.getWriter()
                        .print(request.isRequestedSessionIdValid() + " " + (request.getSession(false) != null)));
        RunningTomcat.page(context, "/redirect", (request, response) -> {
            count(request.getSession());
            response.sendRedirect("/look/counter");
        });
        RunningTomcat.page(
                context,
                "/forward",
                (request, response) -> request.getRequestDispatcher("/count").forward(request, response));
        RunningTomcat.page(
                context,
                "/include",
                (request, response) -> request.getRequestDispatcher("/count").include(request, response));
        RunningTomcat.page(context, "/async", (request, response) -> countLater(request));
        RunningTomcat.page(context, "/dispatch", (request, response) -> {
            count(request.getSession());
            request.startAsync().dispatch("/count");
        });
        RunningTomcat.page(context, "/flush", (request, response) -> {
            int counted = count(request.getSession());
            response.flushBuffer();
            response.getWriter().print(counted);
        });
        RunningTomcat.page(context, "/fail", (request, response) -> {
            count(request.getSession());
            throw new ServletException("told to fail");
        });
        RunningTomcat.page(context, "/wait", (request, response) -> {
            request.getSession().setAttribute("late", "x");
            inside.countDown();
            goOn.await(TIMEOUT, TimeUnit.SECONDS);
        });
        RunningTomcat.page(context, "/again", (request, response) -> {
            request.getSession().invalidate();
            response.getWriter().print(count(request.getSession()));
        });
    }

    private static int count(HttpSession session) {
        Integer counter = (Integer) session.getAttribute("counter");
        int next = counter == null ? 1 : counter + 1;
        session.setAttribute("counter", next);
        return next;
    }

    private static void countLater(HttpServletRequest first) {
        AsyncContext context = first.startAsync();
        context.start(() -> {
            try {
                HttpServletRequest request = (HttpServletRequest) context.getRequest();
                context.getResponse().getWriter().print(count(request.getSession()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } finally {
                context.complete();
            }
        });
    }
}
