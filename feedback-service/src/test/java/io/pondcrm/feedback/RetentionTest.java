package io.pondcrm.feedback;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.RetentionContract;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest
@PondTest
@AutoConfigureMockMvc
class RetentionTest extends RetentionContract {}
