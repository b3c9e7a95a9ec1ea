package io.savehandler.servlet;

import io.savehandler.Sessions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions for an adapter that takes the place of a container's own session management: all that {@link HttpSessionFilter} does
 * except for ids, which the container reads from requests and sends to clients. Thread-safe.
 */
public final class ContainerSessions implements AutoCloseable {
    private final FilterSettings settings;
    private final @Nullable Sessions own;

    private ContainerSessions(FilterSettings settings, @Nullable Sessions own) {
        this.settings = settings;
        this.own = own;
    }

    /**
     * Sessions with the settings of a filter.
     *
     * @param filter of which what says cookie, header or proxy has no effect
     * @param listeners the container's own, of which those are told that are about sessions; after the filter's
     * @throws IllegalArgumentException if two codecs have one name
     */
    public static ContainerSessions of(HttpSessionFilterBuilder filter, List<EventListener> listeners) {
        return new ContainerSessions(FilterSettings.ofContainer(filter, listeners), null);
    }

    /**
     * Sessions with the settings that a filter in a {@code web.xml} would have as its {@code init-param}s.
     *
     * @param parameters the settings
     * @param listeners the container's own, of which those are told that are about sessions; after those of the settings
     * @param context the application
     * @throws io.savehandler.SessionConfigurationException if a setting is unknown or unusable
     * @throws ServletException if the application cannot make one of the listeners
     */
    public static ContainerSessions of(
            Map<String, String> parameters, List<EventListener> listeners, ServletContext context)
            throws ServletException {
        FilterParameters read = FilterParameters.of(
                parameters, () -> context, builder -> FilterSettings.ofContainer(builder, listeners));
        return new ContainerSessions(read.settings(), read.sessions());
    }

    /**
     * The session of a request; the same one in all of its dispatches.
     *
     * @param request the container's own, not one that the application has wrapped
     * @param response the same
     */
    public ContainerRequest begin(HttpServletRequest request, HttpServletResponse response) {
        return new ContainerRequest(RequestSession.of(request, response, settings), request, response);
    }

    /**
     * Whether the store holds a session now.
     *
     * @param id any text
     */
    public boolean exists(String id) {
        return settings.exists(id);
    }

    /**
     * Ends a session that is not the request's own, as {@code HttpSession.invalidate} does; unknown ids are no error.
     *
     * @param id any text
     * @param context the application
     */
    public void invalidate(String id, ServletContext context) {
        settings.resumed(id, context).ifPresent(StoredHttpSession::invalidate);
    }

    /** Closes what was made for settings; sessions that were handed in stay open. */
    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
