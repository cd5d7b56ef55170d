package io.pondcrm.benchmarks;

import io.pondcrm.suite.Api;
import io.pondcrm.suite.Metrics;
import io.pondcrm.suite.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The state in which no service has an event left to send or to hear. */
final class Calm {

    private static final int MOST_CALLS = 30;

    private Calm() {}

    /**
     * Waits until customers are taken and predicates tried: services that have just begun take
     * longer for their first calls than the gateway waits.
     */
    static void awaitFirstAnswers(Api api) throws IOException, InterruptedException {
        var ada = Map.of("kind", "PERSON", "displayName", "Ada", "region", "CN-SH");
        var typical = Map.of("predicate", Map.of("field", "region", "op", "eq", "value", "CN-SH"));
        for (var calls = 0; ; calls++) {
            var customer = api.put("/api/v1/customers/by-external-id/shop/first", ada);
            var preview = api.post("/api/v1/segments/preview", typical);
            if (customer.status() < 400 && preview.status() < 400) {
                return;
            }
            if (calls == MOST_CALLS) {
                customer.orThrow();
                preview.orThrow();
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    static void await(Settings settings) throws InterruptedException {
        for (var calm = 0; calm < 3; ) {
            calm = Metrics.waiting(settings) == 0 ? calm + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
