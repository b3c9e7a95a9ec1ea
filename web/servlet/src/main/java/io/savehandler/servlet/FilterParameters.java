package io.savehandler.servlet;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.Sessions;
import io.savehandler.SessionsBuilder;
import io.savehandler.WhenSaveFails;
import io.savehandler.WhenStartFails;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.EventListener;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter's settings in a web.xml: the engine's under their own names, the filter's under {@code savehandler.servlet.}. The
 * one place where they are text.
 */
final class FilterParameters {
    private static final String PREFIX = "savehandler.servlet.";
    private static final String STORE_FAILS = PREFIX + "when_store_fails";
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    private final Sessions sessions;
    private final FilterSettings settings;

    private FilterParameters(Sessions sessions, FilterSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    static FilterParameters of(FilterConfig config) throws ServletException {
        Map<String, String> engine = new HashMap<>();
        Map<String, String> filter = new LinkedHashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            String value = config.getInitParameter(name);
            if (name.startsWith(PREFIX)) {
                filter.put(name, value);
            } else {
                engine.put(name, value);
            }
        }
        SessionsBuilder builtLater = Sessions.builder(SessionConfig.from(engine));
        if (goesOnWithoutStore(filter.remove(STORE_FAILS))) {
            builtLater.whenStartFails(WhenStartFails.WITHOUT_SESSION).whenSaveFails(WhenSaveFails.DROP);
        }
        Sessions sessions = builtLater.build();
        try {
            HttpSessionFilterBuilder builder = HttpSessionFilter.builder(sessions);
            for (Map.Entry<String, String> parameter : filter.entrySet()) {
                apply(parameter.getKey(), parameter.getValue().strip(), builder, config);
            }
            return new FilterParameters(sessions, new FilterSettings(builder));
        } catch (ServletException | RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    Sessions sessions() {
        return sessions;
    }

    FilterSettings settings() {
        return settings;
    }

    private static void apply(String name, String value, HttpSessionFilterBuilder builder, FilterConfig config)
            throws ServletException {
        switch (name.substring(PREFIX.length())) {
            case "concurrency" -> builder.concurrency(concurrency(name, value));
            case "read_only" -> builder.readOnly(words(value).toArray(new String[0]));
            case "id_header" -> builder.idHeader(value);
            case "trust_forwarded_proto" -> {
                if (isOn(name, value)) {
                    builder.trustForwardedProto();
                }
            }
            case "listeners" -> {
                for (String type : words(value)) {
                    builder.listener(listener(name, type, config.getServletContext()));
                }
            }
            case "codecs" -> {
                for (String type : words(value)) {
                    builder.codecs(made(name, named(name, type, AttributeCodec.class, config.getServletContext())));
                }
            }
            default ->
                throw new SessionConfigurationException(
                        name,
                        "is no known setting; there are concurrency, read_only, id_header, trust_forwarded_proto,"
                                + " when_store_fails, listeners and codecs. See TROUBLESHOOTING.md#unknown-setting");
        }
    }

    private static boolean goesOnWithoutStore(@Nullable String value) {
        String choice = value == null ? "unavailable" : value.strip().toLowerCase(Locale.ROOT);
        return switch (choice) {
            case "unavailable" -> false;
            case "without_session" -> true;
            default ->
                throw new SessionConfigurationException(
                        STORE_FAILS, "\"" + value + "\" is neither unavailable nor without_session");
        };
    }

    private static List<String> words(String value) {
        return SEPARATOR.splitAsStream(value).filter(word -> !word.isEmpty()).toList();
    }

    private static Concurrency concurrency(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "lock" -> Concurrency.LOCK;
            case "merge" -> Concurrency.MERGE;
            case "last_write_wins" -> Concurrency.LAST_WRITE_WINS;
            default ->
                throw new SessionConfigurationException(
                        name, "\"" + value + "\" is none of lock, merge and last_write_wins");
        };
    }

    private static boolean isOn(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "on", "1", "true", "yes" -> true;
            case "off", "0", "false", "no", "" -> false;
            default -> throw new SessionConfigurationException(name, "\"" + value + "\" is neither On nor Off");
        };
    }

    private static EventListener listener(String name, String type, ServletContext context) throws ServletException {
        return context.createListener(named(name, type, EventListener.class, context));
    }

    private static <T> Class<? extends T> named(String name, String type, Class<T> kind, ServletContext context) {
        try {
            return Class.forName(type, true, context.getClassLoader()).asSubclass(kind);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new SessionConfigurationException(
                    name, "\"" + type + "\" is no class of the application that is a " + kind.getSimpleName());
        }
    }

    private static AttributeCodec made(String name, Class<? extends AttributeCodec> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SessionConfigurationException(
                    name, type.getName() + " needs a public constructor without parameters that does not fail");
        }
    }
}
