package io.pondcrm.feedback;

import io.pondcrm.chassis.test.ErasureContract;
import io.pondcrm.chassis.test.PondTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest
@PondTest
@AutoConfigureMockMvc
class ErasureTest extends ErasureContract {

    ErasureTest() {
        super("customer_tiers", "customer_entitlements");
    }
}
