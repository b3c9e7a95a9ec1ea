package io.savehandler.servlettests;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An application as it is written for a container's own sessions. */
public final class Shop extends HttpServlet {
    /** The paths that it answers. */
    public static final List<String> PATHS = List.of(
            "/login",
            "/add",
            "/cart",
            "/count",
            "/counter",
            "/attribute",
            "/attributes",
            "/logout",
            "/redirect",
            "/forward",
            "/include",
            "/async",
            "/flush",
            "/fail");

    private static final long serialVersionUID = 1L;

    /** Creates the application. */
    public Shop() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        HttpSession session = request.getSession();
        switch (pathOf(request)) {
            case "/login" -> {
                request.changeSessionId();
                session.setAttribute("user", request.getParameter("user"));
            }
            case "/add" -> cart(session).add(request.getParameter("item"));
            case "/cart" -> response.getWriter().print(session.getAttribute("user") + " " + cart(session));
            case "/count" -> response.getWriter().print(count(session));
            case "/counter" -> response.getWriter().print(session.getAttribute("counter"));
            case "/attribute" -> session.setAttribute("n" + request.getParameter("n"), true);
            case "/attributes" -> response.getWriter().print(attributes(session));
            case "/logout" -> session.invalidate();
            case "/redirect" -> {
                count(session);
                response.sendRedirect("/counter");
            }
            case "/forward" -> request.getRequestDispatcher("/count").forward(request, response);
            case "/include" -> request.getRequestDispatcher("/count").include(request, response);
            case "/async" -> countLater(request.startAsync());
            case "/flush" -> {
                response.flushBuffer();
                response.getWriter().print(count(session));
            }
            case "/fail" -> {
                count(session);
                throw new ServletException("told to fail");
            }
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Of an included request the path is an attribute. */
    private static String pathOf(HttpServletRequest request) {
        Object included = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
        return included == null ? request.getServletPath() : included.toString();
    }

    /** The cart, which is changed in place and never set again. */
    @SuppressWarnings("unchecked")
    private static List<String> cart(HttpSession session) {
        if (session.getAttribute("cart") == null) {
            session.setAttribute("cart", new ArrayList<String>());
        }
        return (List<String>) session.getAttribute("cart");
    }

    private static int count(HttpSession session) {
        Integer counter = (Integer) session.getAttribute("counter");
        int next = counter == null ? 1 : counter + 1;
        session.setAttribute("counter", next);
        return next;
    }

    private static void countLater(AsyncContext context) {
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

    private static int attributes(HttpSession session) {
        int count = 0;
        for (var names = session.getAttributeNames(); names.hasMoreElements(); names.nextElement()) {
            count++;
        }
        return count;
    }
}
