package io.savehandler.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What an application answers. */
@FunctionalInterface
interface Page {
    void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException, InterruptedException;
}
