package io.savehandler.spring;

import io.savehandler.SessionConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells, when an application cannot start, which of its properties is to blame. */
final class SessionConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<SessionConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SessionConfigurationException cause) {
        String property = PropertyNames.of(cause.setting());
        return new FailureAnalysis(
                "The application's sessions cannot be set up: " + cause.getMessage(),
                "Correct the property " + property + " in the application's configuration, or the bean that says "
                        + cause.setting() + ".",
                cause);
    }
}
