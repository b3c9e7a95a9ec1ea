package io.savehandler.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to log in. Tells the place and never the login.
 *
 * @param url for the driver; may hold a password
 * @param user null where the URL or nobody says it
 * @param password null where the URL or nobody says it
 */
record JdbcTarget(
        SqlDialect dialect,
        String url,
        @Nullable String user,
        @Nullable String password) {
    /** Some drivers take a login before the host, all take one among parameters, Oracle's before an at sign. */
    private static final Pattern LOGIN = Pattern.compile("(?<=//|thin:|oci:)[^?;]*@");

    private static final Pattern PARAMETERS = Pattern.compile("[?;(,].*", Pattern.DOTALL);

    /** Logs in otherwise. */
    JdbcTarget withLogin(String otherUser, @Nullable String otherPassword) {
        return new JdbcTarget(dialect, url, otherUser, otherPassword);
    }

    /** The place, for people: without login and parameters. */
    String address() {
        return addressOf(url);
    }

    static String addressOf(String url) {
        return PARAMETERS.matcher(LOGIN.matcher(url).replaceAll("")).replaceAll("");
    }

    @Override
    public String toString() {
        return "JdbcTarget[" + address() + "]";
    }
}
