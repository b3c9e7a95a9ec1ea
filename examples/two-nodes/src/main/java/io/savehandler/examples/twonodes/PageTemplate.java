package io.savehandler.examples.twonodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places: <code>{{name}}</code> for text, <code>{{#rows}}…{{/rows}}</code> for what is repeated. All text is
 * escaped, so no value can become markup. PHP fills the same pages. Immutable.
 */
final class PageTemplate {
    private static final Pattern PART = Pattern.compile("\\{\\{>(\\w+)}}");
    private static final Pattern ROWS = Pattern.compile("\\{\\{#(\\w+)}}\n(.*?)\\{\\{/\\1}}\n", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\\{\\{(\\w+)}}");

    private final String template;

    private PageTemplate(String template) {
        this.template = template;
    }

    static PageTemplate load(String name) {
        return new PageTemplate(replaced(PART, resource(name), part -> resource(part.group(1) + ".css")));
    }

    String template() {
        return template;
    }

    String fill(Map<String, String> texts, Map<String, List<Map<String, String>>> rows) {
        String repeated = replaced(
                ROWS,
                template,
                section -> repeated(section.group(2), texts, rows.getOrDefault(section.group(1), List.of())));
        return filled(repeated, texts);
    }

    /** A brace is escaped too: what one pass has filled in is no place for the next. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("{", "&#123;");
    }

    static String resource(String name) {
        try (InputStream stream = PageTemplate.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String repeated(String body, Map<String, String> texts, List<Map<String, String>> rows) {
        StringBuilder all = new StringBuilder();
        for (Map<String, String> row : rows) {
            Map<String, String> both = new HashMap<>(texts);
            both.putAll(row);
            all.append(filled(body, both));
        }
        return all.toString();
    }

    private static String filled(String text, Map<String, String> texts) {
        return replaced(TEXT, text, place -> escaped(Objects.requireNonNull(texts.get(place.group(1)), place.group())));
    }

    private static String replaced(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
    }
}
