package io.savehandler.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.catalina.Context;

/**
 * The ids of one application's sessions in the store: Tomcat's, in which the dot before a node's name becomes a comma, and a mark
 * of the application behind.
 */
final class ApplicationKeys {
    private static final int MARK_LENGTH = 16;

    private final String suffix;

    ApplicationKeys(Context application) {
        String host =
                application.getParent() == null ? "" : application.getParent().getName();
        this.suffix = "-" + mark(host + "\n" + application.getName());
    }

    String of(String id) {
        return id.replace('.', ',') + suffix;
    }

    /** Tomcat's id of what the store holds under a key; empty if that is another application's. */
    Optional<String> idOf(String key) {
        return key.endsWith(suffix)
                ? Optional.of(key.substring(0, key.length() - suffix.length()).replace(',', '.'))
                : Optional.empty();
    }

    private static String mark(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, MARK_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
