package io.pondcrm.gateway;

import io.pondcrm.chassis.test.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_gateway_keeps_the_house_rules() {
        HouseRules.check("io.pondcrm.gateway");
    }
}
