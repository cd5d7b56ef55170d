package io.pondcrm.engagement;

import io.pondcrm.chassis.test.ErasureContract;
import io.pondcrm.chassis.test.PondTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest
@PondTest
@AutoConfigureMockMvc
class ErasureTest extends ErasureContract {

    ErasureTest() {
        super("birthdays", "follow_ups", "enrolments", "customer_entitlements");
    }
}
