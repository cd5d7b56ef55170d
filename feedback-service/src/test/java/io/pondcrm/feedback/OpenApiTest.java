package io.pondcrm.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.chassis.test.openapi.OpenApiApproval;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PondTest(shared = "feedback")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class OpenApiTest {

    @Autowired MockMvcTester http;

    @Test
    void what_is_served_is_what_was_approved() {
        var served = http.get().uri("/v3/api-docs").exchange();

        assertThat(served).hasStatusOk();
        OpenApiApproval.check(
                "feedback",
                new String(served.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }
}
