package io.savehandler.spring4tests;

import io.savehandler.servlettests.ShopStore;
import io.savehandler.springtests.BootShopScenario;
import org.junit.jupiter.api.Tag;

/** The shop on Spring Boot 4. */
@Tag("once")
class Boot4ShopTest extends BootShopScenario {
    Boot4ShopTest() {
        super(ShopStore.FILES);
    }
}
