package io.savehandler.servlet;

import io.savehandler.web.WebExchange;
import org.jspecify.annotations.Nullable;

/** How the id of one request's session comes and goes. Used by one thread at a time. */
interface IdExchange extends WebExchange {
    /** Has the next session started with another id than the client sent, or null for a new one. */
    void identify(@Nullable String id);

    /** Tells the client its new id again, after somebody has reset the response. */
    void restoreCookie();
}
