package io.savehandler.examples.twonodes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Set;

/** Refuses POSTs that another site's page made the browser send. Clients that are no browser send neither header. */
final class SameOrigin {
    private static final Set<String> FROM_HERE = Set.of("same-origin", "none");

    private SameOrigin() {}

    static void require(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String site = headers.getFirst("Sec-Fetch-Site");
        String origin = headers.getFirst("Origin");
        boolean foreign = site != null
                ? !FROM_HERE.contains(site)
                : origin != null && !origin.equals("http://" + headers.getFirst("Host"));
        if (foreign) {
            throw new RefusedException(
                    403, "Not from this page", "Changes are taken from this page's own buttons and from scripts only.");
        }
    }
}
