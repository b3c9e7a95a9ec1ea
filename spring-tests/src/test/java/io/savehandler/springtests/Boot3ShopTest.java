package io.savehandler.springtests;

import io.savehandler.servlettests.ShopStore;
import org.junit.jupiter.api.Tag;

/** The shop on Spring Boot 3.5. */
@Tag("once")
class Boot3ShopTest extends BootShopScenario {
    Boot3ShopTest() {
        super(ShopStore.H2);
    }
}
