package io.pondcrm.benchmarks;

import io.pondcrm.suite.Metrics;
import io.pondcrm.suite.Settings;
import java.util.concurrent.TimeUnit;

/** The state in which no service has an event left to send or to hear. */
final class Calm {

    private Calm() {}

    static void await(Settings settings) throws InterruptedException {
        for (var calm = 0; calm < 3; ) {
            calm = Metrics.waiting(settings) == 0 ? calm + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
