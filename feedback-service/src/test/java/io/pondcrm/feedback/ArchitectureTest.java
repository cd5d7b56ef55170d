package io.pondcrm.feedback;

import io.pondcrm.chassis.test.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_house_rules_hold() {
        HouseRules.check("io.pondcrm.feedback");
    }
}
