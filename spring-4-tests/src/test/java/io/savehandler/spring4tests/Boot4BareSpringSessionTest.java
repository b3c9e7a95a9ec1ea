package io.savehandler.spring4tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.springtests.LogInScenario;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/** Spring Session's sessions on Spring Boot 4 as if it had no {@code spring-boot-session}. */
@Tag("once")
class Boot4BareSpringSessionTest extends LogInScenario {
    Boot4BareSpringSessionTest() {
        super(
                true,
                Map.of(
                        "spring.autoconfigure.exclude",
                        "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration"));
    }

    @Test
    void theFilterIsTheOneThatSavehandlerRegisters() {
        assertThat(node().bean("sessionRepositoryFilterRegistration")).isInstanceOf(FilterRegistrationBean.class);
    }
}
