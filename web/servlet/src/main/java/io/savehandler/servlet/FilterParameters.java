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
import java.util.function.Function;
import java.util.function.Supplier;
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
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            parameters.put(name, config.getInitParameter(name));
        }
        return of(parameters, config::getServletContext, FilterSettings::new);
    }

    /**
     * @param context asked for only where a class of the application is named
     * @param settings makes them of a builder that has all the parameters
     */
    static FilterParameters of(
            Map<String, String> parameters,
            Supplier<ServletContext> context,
            Function<HttpSessionFilterBuilder, FilterSettings> settings)
            throws ServletException {
        Map<String, String> engine = new HashMap<>();
        Map<String, String> filter = new LinkedHashMap<>();
        parameters.forEach((name, value) -> (name.startsWith(PREFIX) ? filter : engine).put(name, value));
        SessionsBuilder builtLater = Sessions.builder(SessionConfig.from(engine));
        chooseForFailingStore(filter.remove(STORE_FAILS), builtLater);
        Sessions sessions = builtLater.build();
        try {
            HttpSessionFilterBuilder builder = HttpSessionFilter.builder(sessions);
            for (Map.Entry<String, String> parameter : filter.entrySet()) {
                apply(parameter.getKey(), parameter.getValue().strip(), builder, context);
            }
            return new FilterParameters(sessions, settings.apply(builder));
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

    private static void apply(
            String name, String value, HttpSessionFilterBuilder builder, Supplier<ServletContext> context)
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
                    builder.listener(listener(name, type, context.get()));
                }
            }
            case "codecs" -> {
                for (String type : words(value)) {
                    builder.codecs(made(name, named(name, type, AttributeCodec.class, context.get())));
                }
            }
            default ->
                throw new SessionConfigurationException(
                        name,
                        "is no known setting; there are concurrency, read_only, id_header, trust_forwarded_proto,"
                                + " when_store_fails, listeners and codecs. See TROUBLESHOOTING.md#unknown-setting");
        }
    }

    private static void chooseForFailingStore(@Nullable String value, SessionsBuilder sessions) {
        String choice = value == null ? "unavailable" : value.strip().toLowerCase(Locale.ROOT);
        switch (choice) {
            case "unavailable" -> {}
            case "read_only" -> sessions.whenStartFails(WhenStartFails.READ_ONLY);
            case "without_session" ->
                sessions.whenStartFails(WhenStartFails.WITHOUT_SESSION).whenSaveFails(WhenSaveFails.DROP);
            default ->
                throw new SessionConfigurationException(
                        STORE_FAILS, "\"" + value + "\" is none of unavailable, read_only and without_session");
        }
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
