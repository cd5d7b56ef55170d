package io.pondcrm.local.tokens;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers at the paths of the services' health, so that a launcher waits for all alike. */
@RestController
class HealthController {

    record Health(String status) {}

    @GetMapping({"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    Health health() {
        return new Health("UP");
    }
}
