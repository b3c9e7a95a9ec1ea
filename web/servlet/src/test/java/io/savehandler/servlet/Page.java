package io.savehandler.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What an application does at one path. */
@FunctionalInterface
interface Page {
    void serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException, InterruptedException;
}
