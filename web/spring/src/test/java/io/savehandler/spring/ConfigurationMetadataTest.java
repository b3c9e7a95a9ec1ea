package io.savehandler.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** What an IDE and the documentation say about properties is what is read. */
@Tag("once")
class ConfigurationMetadataTest {
    private static final Pattern ROW = Pattern.compile("^\\| `((?:savehandler|management)\\.[a-z.-]+)` \\|.*");

    @Test
    void everyPropertyIsListedWithADescription() throws IOException {
        Map<String, JsonObject> listed = listed();
        Set<String> read = new TreeSet<>();
        addProperties("savehandler", SavehandlerProperties.class, read);
        read.add("management.health.savehandler.enabled");
        assertThat(listed.keySet()).isEqualTo(read);
        assertThat(listed.values()).allSatisfy(property -> {
            assertThat(property.get("description").getAsString())
                    .as(property.get("name").getAsString())
                    .hasSizeGreaterThan(10)
                    .endsWith(".");
            assertThat(property.has("type")).isTrue();
        });
    }

    @Test
    void theDocumentationsTableHasTheSameProperties() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        TreeSet<String> documented = new TreeSet<>();
        try (Stream<String> lines = Files.lines(root.resolve("docs/spring.md"))) {
            lines.map(ROW::matcher).filter(row -> row.matches()).forEach(row -> documented.add(row.group(1)));
        }
        assertThat(documented).isEqualTo(listed().keySet());
    }

    private static void addProperties(String prefix, Class<?> type, Set<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                addProperties(name, component.getType(), names);
            } else {
                names.add(name);
            }
        }
    }

    private static Map<String, JsonObject> listed() throws IOException {
        Map<String, JsonObject> properties = new TreeMap<>();
        try (InputStream metadata = Objects.requireNonNull(
                SavehandlerProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            JsonObject all = JsonParser.parseReader(new InputStreamReader(metadata, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            for (JsonElement property : all.getAsJsonArray("properties")) {
                JsonObject known = property.getAsJsonObject();
                properties.put(known.get("name").getAsString(), known);
            }
        }
        return properties;
    }
}
