package io.savehandler.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves a page. */
@SuppressWarnings("serial") // nobody serializes it
final class PageServlet extends HttpServlet {
    private final transient Page page;

    PageServlet(Page page) {
        this.page = page;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            page.serve(request, response);
        } catch (InterruptedException e) {
            throw new ServletException(e);
        }
    }
}
