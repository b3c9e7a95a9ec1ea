package io.savehandler.spring;

import io.savehandler.servlet.HttpSessionFilterBuilder;

/** A bean of this type has the last word on how the application's {@code HttpSessionFilter} is built. */
@FunctionalInterface
public interface HttpSessionFilterCustomizer {
    /**
     * Changes the builder, which has what the properties say by now.
     *
     * @param builder not built yet
     */
    void customize(HttpSessionFilterBuilder builder);
}
