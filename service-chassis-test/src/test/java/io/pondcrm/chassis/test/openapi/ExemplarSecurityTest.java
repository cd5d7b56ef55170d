package io.pondcrm.chassis.test.openapi;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.exemplar.ExemplarApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The contract holds for a service that keeps the rules, and each answer is as documented. */
@PondTest(shared = "exemplar")
@SpringBootTest(
        classes = ExemplarApplication.class,
        properties = {
            "spring.config.name=exemplar",
            "pond.security.public-paths=/v3/api-docs,/api/v1/parcels/sizes"
        })
@AutoConfigureMockMvc
@Import(EveryResponseIsDocumented.class)
class ExemplarSecurityTest extends SecurityContract {}
