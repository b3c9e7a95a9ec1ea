package io.savehandler.servlettests;

import io.savehandler.Session;
import io.savehandler.php.PhpValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The shop for web stacks without servlets: the same pages, on the session as it is. */
public final class SmallShop {
    private SmallShop() {}

    /**
     * Does what a page does and returns its text.
     *
     * @param session the visitor's
     * @param request its path and at most one parameter
     */
    public static String answer(Session session, URI request) {
        switch (request.getPath()) {
            case "/login" -> {
                session.regenerateId(true);
                session.put("user", parameter(request));
            }
            case "/add" -> session.update("cart", cart -> with(cart, parameter(request)));
            case "/cart" -> {
                return session.getString("user") + " " + items(session.get("cart"));
            }
            case "/count" -> {
                return Long.toString(session.<Long>update("counter", seen -> seen.toLong(0) + 1));
            }
            case "/counter" -> {
                return Long.toString(session.getLong("counter", 0));
            }
            case "/attribute" -> session.put("n" + parameter(request), true);
            case "/attributes" -> {
                return Integer.toString(session.keys().size());
            }
            case "/logout" -> session.destroy();
            default -> throw new IllegalArgumentException("no such page");
        }
        return "";
    }

    private static String parameter(URI request) {
        return request.getQuery().substring(request.getQuery().indexOf('=') + 1);
    }

    private static List<String> with(PhpValue cart, String item) {
        List<String> more = new ArrayList<>(items(cart));
        more.add(item);
        return more;
    }

    private static List<String> items(PhpValue cart) {
        return cart.isNull()
                ? List.of()
                : cart.asList().stream().map(PhpValue::asString).toList();
    }
}
