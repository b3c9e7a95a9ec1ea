package io.savehandler.tomcat;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import jakarta.servlet.http.Cookie;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.tomcat.util.buf.ByteChunk;
import org.jspecify.annotations.Nullable;

/** Requests that a log-in by form has interrupted, as arrays, so that Tomcats of different versions understand each other. */
final class SavedRequests {
    private static final String METHOD = "method";
    private static final String URI = "uri";
    private static final String DECODED_URI = "decoded_uri";
    private static final String QUERY = "query";
    private static final String TYPE = "type";
    private static final String BODY = "body";
    private static final String HEADERS = "headers";
    private static final String COOKIES = "cookies";
    private static final String LOCALES = "locales";
    private static final String REST = "rest";

    private SavedRequests() {}

    static PhpArray encode(SavedRequest request) {
        PhpArray.Builder array = PhpArray.builder();
        put(array, METHOD, request.getMethod());
        put(array, URI, request.getRequestURI());
        put(array, DECODED_URI, request.getDecodedRequestURI());
        put(array, QUERY, request.getQueryString());
        put(array, TYPE, request.getContentType());
        ByteChunk body = request.getBody();
        if (body != null) {
            array.put(BODY, PhpValue.of(bytes(body)));
        }
        array.put(HEADERS, headers(request));
        PhpArray.Builder cookies = PhpArray.builder();
        request.getCookies().forEachRemaining(cookie -> cookies.add(pair(cookie.getName(), cookie.getValue())));
        array.put(COOKIES, cookies.build());
        PhpArray.Builder locales = PhpArray.builder();
        request.getLocales().forEachRemaining(locale -> locales.add(PhpValue.of(locale.toLanguageTag())));
        array.put(LOCALES, locales.build());
        Integer rest = request.getOriginalMaxInactiveIntervalOptional();
        if (rest != null) {
            array.put(REST, PhpValue.of((long) rest));
        }
        return array.build();
    }

    static SavedRequest decode(PhpArray array) {
        SavedRequest request = new SavedRequest();
        request.setMethod(text(array, METHOD));
        request.setRequestURI(text(array, URI));
        request.setDecodedRequestURI(text(array, DECODED_URI));
        request.setQueryString(text(array, QUERY));
        request.setContentType(text(array, TYPE));
        if (array.get(BODY) instanceof PhpString body) {
            request.setBody(chunk(body.bytes()));
        }
        each(array.get(HEADERS), pair -> request.addHeader(first(pair), second(pair)));
        each(array.get(COOKIES), pair -> request.addCookie(new Cookie(first(pair), second(pair))));
        each(array.get(LOCALES), tag -> request.addLocale(Locale.forLanguageTag(tag.toText(""))));
        if (!array.get(REST).isNull()) {
            request.setOriginalMaxInactiveInterval((int) array.get(REST).toLong(0));
        }
        return request;
    }

    private static PhpArray headers(SavedRequest request) {
        PhpArray.Builder headers = PhpArray.builder();
        request.getHeaderNames().forEachRemaining(name -> {
            Iterator<String> values = request.getHeaderValues(name);
            values.forEachRemaining(value -> headers.add(pair(name, value)));
        });
        return headers.build();
    }

    private static PhpArray pair(String first, String second) {
        PhpArray.Builder pair = PhpArray.builder();
        pair.add(PhpValue.of(first));
        pair.add(PhpValue.of(second));
        return pair.build();
    }

    private static String first(PhpValue pair) {
        return pair instanceof PhpArray array ? array.elementAt(0).toText("") : "";
    }

    private static String second(PhpValue pair) {
        return pair instanceof PhpArray array ? array.elementAt(1).toText("") : "";
    }

    private static void each(PhpValue list, Consumer<PhpValue> work) {
        if (list instanceof PhpArray array) {
            for (int i = 0; i < array.size(); i++) {
                work.accept(array.elementAt(i));
            }
        }
    }

    private static void put(PhpArray.Builder array, String name, @Nullable String text) {
        array.put(name, text == null ? PhpNull.NULL : PhpValue.of(text));
    }

    private static @Nullable String text(PhpArray array, String name) {
        return array.get(name) instanceof PhpString text ? text.toText("") : null;
    }

    private static byte[] bytes(ByteChunk chunk) {
        byte[] bytes = new byte[chunk.getLength()];
        System.arraycopy(chunk.getBuffer(), chunk.getStart(), bytes, 0, bytes.length);
        return bytes;
    }

    private static ByteChunk chunk(byte[] bytes) {
        ByteChunk chunk = new ByteChunk();
        chunk.setBytes(bytes, 0, bytes.length);
        return chunk;
    }
}
