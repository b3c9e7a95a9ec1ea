package io.savehandler.servlet;

import org.jspecify.annotations.Nullable;

/** An id that the container has read and sends itself. */
final class ContainerExchange implements IdExchange {
    private @Nullable String requestedId;

    ContainerExchange(@Nullable String requestedId) {
        this.requestedId = requestedId;
    }

    @Override
    public void identify(@Nullable String id) {
        requestedId = id;
    }

    @Override
    public void restoreCookie() {}

    @Override
    public @Nullable String cookie(String name) {
        return requestedId;
    }

    @Override
    public void setCookie(String name, String header) {}

    /** Caching is the container's affair, too. */
    @Override
    public void setHeader(String name, String value) {}

    @Override
    public boolean isSecure() {
        return false;
    }
}
