package io.savehandler.spring;

import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.EventListener;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;

/** The application's listeners of sessions: beans, and what beans would register with the container. */
final class ApplicationListeners {
    private ApplicationListeners() {}

    /** Each once, in their order. */
    static Set<EventListener> of(ListableBeanFactory beans) {
        Set<EventListener> all = new LinkedHashSet<>();
        Stream.of(HttpSessionListener.class, HttpSessionAttributeListener.class, HttpSessionIdListener.class)
                .flatMap(kind -> beans.getBeanProvider(kind).orderedStream())
                .forEach(all::add);
        beans.getBeanProvider(ServletListenerRegistrationBean.class)
                .orderedStream()
                .map(ApplicationListeners::listenerOf)
                .filter(ApplicationListeners::isForSessions)
                .forEach(all::add);
        return all;
    }

    private static EventListener listenerOf(ServletListenerRegistrationBean<?> registration) {
        return registration.getListener();
    }

    private static boolean isForSessions(Object listener) {
        return listener instanceof HttpSessionListener
                || listener instanceof HttpSessionAttributeListener
                || listener instanceof HttpSessionIdListener;
    }
}
