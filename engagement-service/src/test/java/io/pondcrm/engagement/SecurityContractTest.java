package io.pondcrm.engagement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.chassis.test.openapi.OpenApiApproval;
import io.pondcrm.chassis.test.openapi.SecurityContract;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Who may do and see what, over every operation; and the API is the approved one. */
@PondTest
@SpringBootTest(properties = {"pond.contact-cards.url=http://127.0.0.1:1"})
@AutoConfigureMockMvc
@Import(EveryResponseIsDocumented.class)
class SecurityContractTest extends SecurityContract {

    @Test
    void the_api_is_the_approved_one(@Autowired MockMvcTester calls) {
        var document =
                calls.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray();

        OpenApiApproval.check("engagement", new String(document, UTF_8));
    }
}
