package io.savehandler.benchmarks.formats;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.savehandler.format.SessionFormats;
import io.savehandler.php.PhpDataException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** The sessions that core's tests know from real PHP. */
final class GoldenSessions {
    private static final List<String> FILES = List.of("session-data.json", "session-data-random.json");

    private GoldenSessions() {}

    /** All that a format can decode. */
    static List<byte[]> in(String format) {
        List<byte[]> sessions = new ArrayList<>();
        for (String file : FILES) {
            for (JsonElement element : parse(file).getAsJsonArray("vectors")) {
                JsonObject vector = element.getAsJsonObject();
                JsonElement data = vector.get("encoded_base64");
                if (vector.get("serialize_handler").getAsString().equals(format) && !data.isJsonNull()) {
                    sessions.add(Base64.getDecoder().decode(data.getAsString()));
                }
            }
        }
        sessions.removeIf(bytes -> bytes.length == 0 || !isValid(format, bytes));
        return sessions;
    }

    private static boolean isValid(String format, byte[] bytes) {
        try {
            return SessionFormats.named(format).decode(bytes).size() > 0;
        } catch (PhpDataException e) {
            return false;
        }
    }

    private static JsonObject parse(String file) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(GoldenSessions.class.getResourceAsStream("/golden/" + file)),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
