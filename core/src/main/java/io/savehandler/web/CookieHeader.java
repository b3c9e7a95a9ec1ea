package io.savehandler.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Finds a cookie in the {@code Cookie} header as PHP does when it fills {@code $_COOKIE}: the first one of a name counts,
 * dots and spaces in names stand for underscores, values are percent-decoded, and a cookie spelled as an array
 * ({@code name[]=x}) makes that name unusable.
 */
public final class CookieHeader {
    private CookieHeader() {}

    /**
     * Returns a cookie's value. No header makes this fail, however odd.
     *
     * @param headers the request's {@code Cookie} headers, usually one; bytes beyond ASCII as ISO 8859-1 characters
     * @param name the cookie's name
     * @return the decoded value with a character for each byte, or null where there is no such cookie
     */
    public static @Nullable String value(Collection<String> headers, String name) {
        String value = null;
        for (String header : headers) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                String found = equals < 0 ? pair : pair.substring(0, equals);
                if (isArrayNamed(name, found)) {
                    return null;
                }
                if (value == null && name.equals(phpName(found))) {
                    value = equals < 0 ? "" : percentDecoded(pair.substring(equals + 1));
                }
            }
        }
        return value;
    }

    private static boolean isArrayNamed(String name, String found) {
        int bracket = found.indexOf('[');
        return bracket > 0 && found.indexOf(']', bracket) > 0 && name.equals(phpName(found.substring(0, bracket)));
    }

    /** The key in {@code $_COOKIE}; a prefix that browsers protect cannot be reached by another spelling. */
    private static @Nullable String phpName(String found) {
        String name = found.stripLeading();
        String mangled = name.replace(' ', '_').replace('.', '_').replace('[', '_');
        boolean forged = !name.startsWith("__") && (mangled.startsWith("__Host-") || mangled.startsWith("__Secure-"));
        return forged ? null : mangled;
    }

    private static String percentDecoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
                decoded.write(hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.ISO_8859_1);
    }

    private static int hex(byte digit) {
        return Character.digit((char) (digit & 0xff), 16);
    }
}
