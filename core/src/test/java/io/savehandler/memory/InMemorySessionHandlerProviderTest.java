package io.savehandler.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Capability;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void boundsTheStoreWhereTheSettingsSaySo() {
        SessionConfig bounded =
                SessionConfig.from(Map.of("session.save_handler", "memory", "savehandler.memory.max_sessions", "1000"));
        assertThat(provider.create(bounded).capabilities()).contains(Capability.MAY_EVICT);
        assertThat(provider.create(SessionConfig.defaults()).capabilities()).doesNotContain(Capability.MAY_EVICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "", "9999999999"})
    void refusesABoundThatIsNone(String bound) {
        SessionConfig config = SessionConfig.builder()
                .handlerSetting("savehandler.memory.max_sessions", bound)
                .build();
        assertThatThrownBy(() -> provider.create(config))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageStartingWith("savehandler.memory.max_sessions: ");
    }

    @Test
    void refusesASavePath() {
        SessionConfig config =
                SessionConfig.builder().saveHandler("memory").savePath("/tmp").build();
        assertThatThrownBy(() -> provider.create(config)).isInstanceOf(SessionConfigurationException.class);
    }
}
