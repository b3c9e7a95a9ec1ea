package io.savehandler.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The ids of Jetty's sessions in the store. In Jetty, sessions of several applications may share an id; here each has the
 * application's mark behind it, so that no visitor reaches another application's session by a made-up id.
 */
final class StoreKeys {
    private static final int MARK_LENGTH = 16;

    private final String suffix;

    /**
     * @param contextPath as Jetty writes it in session data
     * @param virtualHost the same
     */
    StoreKeys(String contextPath, String virtualHost) {
        this.suffix = "-" + mark(contextPath + "\n" + virtualHost);
    }

    String of(String id) {
        return id + suffix;
    }

    /** Jetty's id of what the store holds under a key; empty if that is another application's. */
    Optional<String> idOf(String key) {
        return key.endsWith(suffix) ? Optional.of(key.substring(0, key.length() - suffix.length())) : Optional.empty();
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
