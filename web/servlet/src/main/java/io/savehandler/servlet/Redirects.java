package io.savehandler.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The redirects that came with Servlet 6.1; this module is built on 6.0. */
final class Redirects {
    private static final @Nullable MethodHandle SEND_REDIRECT = find();

    private Redirects() {}

    static void send(HttpServletResponse response, String location, int status, boolean clearBuffer)
            throws IOException {
        MethodHandle sendRedirect = SEND_REDIRECT;
        if (sendRedirect == null) {
            throw new UnsupportedOperationException("This container has Servlet 6.0; such redirects came with 6.1");
        }
        try {
            sendRedirect.invoke(response, location, status, clearBuffer);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle find() {
        MethodType type = MethodType.methodType(void.class, String.class, int.class, boolean.class);
        try {
            return MethodHandles.publicLookup().findVirtual(HttpServletResponse.class, "sendRedirect", type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
