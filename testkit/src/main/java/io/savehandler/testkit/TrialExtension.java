package io.savehandler.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test of a contract its {@link Trial} and ends it afterwards. */
final class TrialExtension implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(TrialExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Trial.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        HandlerUnderTest test = (HandlerUnderTest) context.getRequiredTestInstance();
        Trial trial = new Trial(test.newFixture());
        context.getStore(HERE).put(Trial.class, trial);
        return trial;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Trial trial = context.getStore(HERE).remove(Trial.class, Trial.class);
        if (trial != null) {
            try (HandlerFixture fixture = trial.fixture()) {
                trial.close();
            }
        }
    }
}
