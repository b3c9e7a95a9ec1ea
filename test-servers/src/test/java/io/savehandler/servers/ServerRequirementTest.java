package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

@Tag("once")
class ServerRequirementTest {
    @Test
    void runsTheTestWhereTheServerIsThere() {
        assertThat(new ServerRequirement(true).decide(Optional.empty()).isDisabled())
                .isFalse();
    }

    @Test
    void skipsTheTestWithAReason() {
        ConditionEvaluationResult decision = new ServerRequirement(false).decide(Optional.of("PHP"));
        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason()).contains("missing: PHP");
    }

    @Test
    void failsTheTestWhereServersAreRequired() {
        ServerRequirement strict = new ServerRequirement(true);
        assertThatThrownBy(() -> strict.decide(Optional.of("PHP")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SAVEHANDLER_SERVERS_REQUIRED");
    }
}
