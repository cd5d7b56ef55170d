package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.RunningSuite.Pond;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who did what and who saw whom, asked of each service through the gateway. */
@ExtendWith(RunningSuite.class)
class AuditIT {

    private static final List<String> SERVICES =
            List.of("customer", "segmentation", "engagement", "feedback", "churn");

    @Test
    void every_service_tells_what_was_done_and_that_nobody_touched_it(Pond pond) throws Exception {
        var customer =
                pond.ops
                        .post("/api/v1/customers", Map.of("displayName", "Ada", "region", "CN-SH"))
                        .orThrow()
                        .json()
                        .path("id")
                        .asString();
        pond.ops.get("/api/v1/customers/" + customer).orThrow();
        pond.ops
                .post(
                        "/api/v1/cases",
                        Map.of(
                                "type",
                                "INQUIRY",
                                "channel",
                                "PHONE",
                                "customerId",
                                customer,
                                "subject",
                                "Where is it?"))
                .orThrow();

        var events = "/api/v1/audit-events?customer=" + customer + "&service=";
        assertThat(pond.ops.read(events + "customer").path("items").valueStream())
                .extracting(it -> it.path("kind").asString() + " " + it.path("action").asString())
                .startsWith("READ getCustomer", "WRITE createCustomer");
        assertThat(pond.ops.read(events + "feedback").path("items").valueStream())
                .extracting(it -> it.path("actor").asString() + " " + it.path("action").asString())
                .contains("ops openCase");
        for (var service : SERVICES) {
            var check = pond.ops.read("/api/v1/audit-events/verification?service=" + service);
            assertThat(check.path("intact").asBoolean()).as("%s: %s", service, check).isTrue();
            assertThat(check.path("unverifiable").asLong()).as(service).isZero();
        }
        assertThat(pond.ops.get("/api/v1/audit-events").status()).isEqualTo(400);
        assertThat(pond.as("partner-shop").get(events + "customer").status()).isEqualTo(403);
    }
}
