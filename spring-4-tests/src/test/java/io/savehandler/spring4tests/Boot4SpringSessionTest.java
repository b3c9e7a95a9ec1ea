package io.savehandler.spring4tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.springtests.LogInScenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;

/** Spring Session's sessions on Spring Boot 4 with its {@code spring-boot-session}. */
@Tag("once")
class Boot4SpringSessionTest extends LogInScenario {
    Boot4SpringSessionTest() {
        super(true);
    }

    @Test
    void theFilterIsTheOneThatSpringBootRegisters() {
        assertThat(node().bean("sessionRepositoryFilterRegistration"))
                .isInstanceOf(DelegatingFilterProxyRegistrationBean.class);
    }
}
