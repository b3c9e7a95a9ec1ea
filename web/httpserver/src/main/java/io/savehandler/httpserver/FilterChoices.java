package io.savehandler.httpserver;

import io.savehandler.web.WebSessions;
import java.util.Optional;

/**
 * What all requests of one filter share.
 *
 * @param sessions where the sessions come from
 * @param idHeader the header that ids travel in instead of a cookie
 * @param trustsForwardedProto whether {@code X-Forwarded-Proto} says how the client sent the request
 */
record FilterChoices(WebSessions sessions, Optional<String> idHeader, boolean trustsForwardedProto) {}
