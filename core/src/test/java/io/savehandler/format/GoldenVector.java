package io.savehandler.format;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One session that real PHP encoded in one format; no bytes where PHP gave none. */
record GoldenVector(
        String name,
        SessionFormat format,
        @Nullable String base64,
        @Nullable String json) {

    /** All vectors of the text formats. */
    static List<GoldenVector> all() {
        return Stream.of("session-data.json", "session-data-random.json")
                .flatMap(file -> read(file).stream())
                .toList();
    }

    /** All vectors for which PHP gave bytes. */
    static List<GoldenVector> encoded() {
        return all().stream().filter(vector -> vector.base64 != null).toList();
    }

    byte[] data() {
        return Base64.getDecoder().decode(Objects.requireNonNull(base64));
    }

    private static List<GoldenVector> read(String file) {
        JsonObject root = parse("/golden/" + file).getAsJsonObject();
        JsonElement values = root.get("values_as_json");
        List<GoldenVector> vectors = new ArrayList<>();
        for (JsonElement element : root.getAsJsonArray("vectors")) {
            JsonObject vector = element.getAsJsonObject();
            String format = vector.get("serialize_handler").getAsString();
            if (SessionFormats.names().contains(format)) {
                JsonElement data = vector.get("encoded_base64");
                String name = vector.get("case").getAsString();
                JsonElement json =
                        values.isJsonObject() ? values.getAsJsonObject().get(name) : null;
                vectors.add(new GoldenVector(
                        name,
                        SessionFormats.named(format),
                        data.isJsonNull() ? null : data.getAsString(),
                        json == null ? null : json.getAsString()));
            }
        }
        return vectors;
    }

    private static JsonElement parse(String resource) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(GoldenVector.class.getResourceAsStream(resource)), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " in " + format.name();
    }
}
