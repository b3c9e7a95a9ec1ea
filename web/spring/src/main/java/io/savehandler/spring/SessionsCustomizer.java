package io.savehandler.spring;

import io.savehandler.SessionsBuilder;

/** A bean of this type has the last word on how the application's {@code Sessions} are built. */
@FunctionalInterface
public interface SessionsCustomizer {
    /**
     * Changes the builder, which has what the properties say by now.
     *
     * @param builder not built yet
     */
    void customize(SessionsBuilder builder);
}
