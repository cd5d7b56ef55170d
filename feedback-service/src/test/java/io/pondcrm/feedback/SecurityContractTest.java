package io.pondcrm.feedback;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.chassis.test.openapi.SecurityContract;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/**
 * Every operation, whoever wrote it: who may call it, and what its answers may show. Its own
 * service: so many payloads make as many surveys as there may be.
 */
@PondTest
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class SecurityContractTest extends SecurityContract {}
