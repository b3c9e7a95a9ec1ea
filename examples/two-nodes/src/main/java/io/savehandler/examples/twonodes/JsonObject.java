package io.savehandler.examples.twonodes;

import java.util.StringJoiner;

/** Writes one flat JSON object. Not thread-safe. */
final class JsonObject {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    JsonObject with(String name, long value) {
        members.add(quoted(name) + ":" + value);
        return this;
    }

    JsonObject with(String name, String value) {
        members.add(quoted(name) + ":" + quoted(value));
        return this;
    }

    @Override
    public String toString() {
        return members.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
