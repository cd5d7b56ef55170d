package io.pondcrm.customer.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.retention.RetentionSweeper;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.customer.Api;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Has a service of its own: ids never go back, so after a clock that was set ahead and back what is
 * stored looks newer than it is, and other tests of retention would wait for it in vain.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class ForgottenVisitorTest {

    @LocalServerPort int port;
    @Autowired TestClock clock;
    @Autowired RetentionSweeper sweeper;

    /** A visitor who comes again after all was forgotten is a new one, and is kept readable. */
    @Test
    void a_forgotten_visitor_may_come_again() {
        var ops = Api.ops(port);
        var first = ops.post("/interactions", visit("R-1"));
        clock.advance(Duration.ofDays(396));
        sweeper.sweep();
        clock.reset();

        var again = ops.post("/interactions", visit("R-2"));

        assertThat(ops.get("/interactions/" + first.text("/id")).status()).isEqualTo(404);
        assertThat(again.status()).isEqualTo(201);
        assertThat(ops.get("/interactions/" + again.text("/id")).text("/anonymousId"))
                .isEqualTo("returner");
    }

    private static String visit(String number) {
        return """
        {"externalId":"%s","anonymousId":"returner","type":"PAGE_VIEW","action":"product-viewed",
         "system":"web","occurredAt":"2026-01-01T00:00:00Z","channel":"WEB"}\
        """
                .formatted(number);
    }
}
