package io.savehandler.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class InMemorySessionHandlerProviderTest {
    private final SessionHandlerProvider provider = ServiceLoader.load(SessionHandlerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.name().equals("memory"))
            .findFirst()
            .orElseThrow();

    @Test
    void makesAFactoryWithoutASavePath() {
        SessionConfig config = SessionConfig.builder().saveHandler("memory").build();
        assertThat(provider.create(config)).isInstanceOf(InMemorySessionHandlerFactory.class);
    }

    @Test
    void refusesASavePath() {
        SessionConfig config =
                SessionConfig.builder().saveHandler("memory").savePath("/tmp").build();
        assertThatThrownBy(() -> provider.create(config)).isInstanceOf(SessionConfigurationException.class);
    }
}
