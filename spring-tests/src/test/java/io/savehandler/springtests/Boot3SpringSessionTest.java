package io.savehandler.springtests;

import org.junit.jupiter.api.Tag;

/** Spring Session's sessions on Spring Boot 3. */
@Tag("once")
class Boot3SpringSessionTest extends LogInScenario {
    Boot3SpringSessionTest() {
        super(true);
    }
}
