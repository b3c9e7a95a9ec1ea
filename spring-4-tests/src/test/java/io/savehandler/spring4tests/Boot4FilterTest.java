package io.savehandler.spring4tests;

import io.savehandler.springtests.LogInScenario;
import org.junit.jupiter.api.Tag;

/** The servlet filter's sessions on Spring Boot 4. */
@Tag("once")
class Boot4FilterTest extends LogInScenario {
    Boot4FilterTest() {
        super(false);
    }
}
