package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.Processes.State;
import io.pondcrm.suite.RunningSuite.Pond;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./pond up customer}: some services only, and others later. */
@ExtendWith(RunningSuite.class)
class SomeServicesIT {

    private static final String OF_CHURN = "/api/v1/churn-warnings?limit=1";

    @Test
    void a_service_that_was_not_asked_for_is_answered_for_by_the_gateway_and_joins_later(Pond pond)
            throws Exception {
        try {
            pond.processes.stop("churn", Duration.ofSeconds(30));
            var others = processes(pond);

            up(pond, "customer");

            assertThat(pond.processes.state("churn")).isEqualTo(State.NOT_STARTED);
            assertThat(pond.processes.state("gateway")).isEqualTo(State.READY);
            assertThat(pond.suite.status()).isTrue();
            var away = pond.ops.get(OF_CHURN);
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.header("Content-Type")).startsWith("application/problem+json");
            assertThat(away.json().path("code").asString()).isEqualTo("service-away");
            assertThat(pond.ops.get("/api/v1/customers?limit=1").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(pond.ops.get("/api/v1/health").text())
                                    .contains("\"status\":\"DEGRADED\"")
                                    .contains("{\"name\":\"churn\",\"status\":\"DOWN\"}"));

            up(pond, "churn");

            assertThat(processes(pond)).containsAllEntriesOf(others).containsKey("churn");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> pond.ops.get(OF_CHURN).status() == 200);
        } finally {
            pond.suite.up();
        }
    }

    private static void up(Pond pond, String service) throws IOException, InterruptedException {
        var selection = Selection.of(pond.processes.names(), List.of(service));
        pond.suite.up(((Selection.Programs) selection).names());
    }

    private static Map<String, Long> processes(Pond pond) {
        var found = new TreeMap<String, Long>();
        for (var name : pond.processes.names()) {
            pond.processes.find(name).ifPresent(it -> found.put(name, it.pid()));
        }
        return found;
    }
}
