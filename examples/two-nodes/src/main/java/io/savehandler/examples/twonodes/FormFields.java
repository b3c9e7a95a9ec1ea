package io.savehandler.examples.twonodes;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a POST, from its body or the address; the body's win. Immutable. */
final class FormFields {
    private static final int MAX_BODY = 8 << 20;

    private final Map<String, String> fields = new HashMap<>();

    private FormFields() {}

    static FormFields of(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new RefusedException(413, "Too much", "A form may send at most " + MAX_BODY + " bytes.");
        }
        FormFields form = new FormFields();
        form.addAll(exchange.getRequestURI().getRawQuery());
        form.addAll(new String(body, StandardCharsets.UTF_8));
        return form;
    }

    String required(String name) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new RefusedException(400, "Nothing was done", "The field \"" + name + "\" is missing.");
        }
        return value;
    }

    String orEmpty(String name) {
        return fields.getOrDefault(name, "");
    }

    private void addAll(@Nullable String encoded) {
        if (encoded == null) {
            return;
        }
        for (String field : encoded.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            fields.put(decoded(name), equals < 0 ? "" : decoded(field.substring(equals + 1)));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, "Nothing was done", "The form is not encoded as forms are.");
        }
    }
}
