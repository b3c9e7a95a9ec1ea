package io.savehandler.benchmarks.losses;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;

/** The application: it knows its container's sessions only. */
final class LossesPages extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        switch (request.getPathInfo()) {
            case "/start" -> session.setAttribute("counter", 0);
            case "/add" -> session.setAttribute("n" + request.getParameter("n"), "x");
            case "/count" -> session.setAttribute("counter", counter(session) + 1);
            case "/counter" -> response.getWriter().print(counter(session));
            case "/added" ->
                response.getWriter()
                        .print(Collections.list(session.getAttributeNames()).stream()
                                .filter(name -> name.startsWith("n"))
                                .count());
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static int counter(HttpSession session) {
        return session.getAttribute("counter") instanceof Integer counter ? counter : 0;
    }
}
