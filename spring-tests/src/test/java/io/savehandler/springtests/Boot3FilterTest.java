package io.savehandler.springtests;

import org.junit.jupiter.api.Tag;

/** The servlet filter's sessions on Spring Boot 3. */
@Tag("once")
class Boot3FilterTest extends LogInScenario {
    Boot3FilterTest() {
        super(false);
    }
}
