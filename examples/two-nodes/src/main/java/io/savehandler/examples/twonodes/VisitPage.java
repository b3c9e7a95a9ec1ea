package io.savehandler.examples.twonodes;

import io.savehandler.Session;
import io.savehandler.SessionConfig;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page and its JSON twin, as one node shows them. Immutable. */
final class VisitPage {
    private static final PageTemplate PAGE = PageTemplate.load("page.html");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final NodeAddress node;
    private final List<NodeAddress> nodes;
    private final SessionConfig config;

    VisitPage(NodeAddress node, List<NodeAddress> nodes, SessionConfig config) {
        this.node = node;
        this.nodes = List.copyOf(nodes);
        this.config = config;
    }

    String html(Visit visit, Session session, @Nullable String hostHeader) {
        byte[] stored = session.encode();
        Map<String, String> texts = new HashMap<>();
        texts.put("id", visit.id());
        texts.put("session_time", TIME.format(visit.sessionTime()));
        texts.put("now", TIME.format(visit.now()));
        texts.put("visits", Long.toString(visit.visits()));
        texts.put("node", node.name());
        texts.put("language", "Java " + Runtime.version().feature());
        texts.put("ttl", timeToLive().toSeconds() + " s, anew with every visit");
        texts.put("save_handler", config.saveHandler());
        texts.put("format", config.serializeHandler());
        texts.put("size", Integer.toString(stored.length));
        texts.put("stored", StoredText.of(stored));
        return PAGE.fill(texts, Map.of("nodes", links(hostHeader), "values", values(session)));
    }

    String json(Visit visit) {
        return new JsonObject()
                .with("id", visit.id())
                .with("session_time", visit.sessionTime().getEpochSecond())
                .with("now", visit.now().getEpochSecond())
                .with("visits", visit.visits())
                .with("node", node.name())
                .with("save_handler", config.saveHandler())
                .with("ttl_seconds", timeToLive().toSeconds())
                .toString();
    }

    /** The visit has just been saved, so the session's whole life is still before it. */
    private Duration timeToLive() {
        return config.gcMaxLifetime();
    }

    private List<Map<String, String>> links(@Nullable String hostHeader) {
        return nodes.stream()
                .map(other -> Map.of(
                        "name",
                        other.name(),
                        "url",
                        other.urlFor(hostHeader),
                        "class",
                        other.equals(node) ? "here" : ""))
                .toList();
    }

    private static List<Map<String, String>> values(Session session) {
        return session.keys().stream()
                .map(key -> Map.of(
                        "key", key,
                        "type", ValueText.typeOf(session.get(key)),
                        "value", ValueText.of(session.get(key))))
                .toList();
    }
}
