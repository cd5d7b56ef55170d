package io.pondcrm.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.RetentionContract;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.churn.ChurnWarningRaisedV1;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest
@PondTest
@AutoConfigureMockMvc
class RetentionTest extends RetentionContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired TestEvents events;

    private final CustomerId customer = TestEvents.newCustomer();
    private final String warning = TestEvents.newId("chw");
    private Instant begun = Instant.EPOCH;

    @Override
    protected void fill() {
        begun = clock.instant();
        tell(warning, "old-scheme", begun);
    }

    /** What is told is what there is: the playbook that the stage names is known to nobody. */
    private void tell(String id, String scheme, Instant at) {
        send(id, scheme, at);
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(collectionsWith(id)).contains("follow_ups");
                    assertThat(collectionsWith(scheme)).contains("enrolments");
                });
    }

    private void send(String id, String scheme, Instant at) {
        events.send(
                customer,
                new ChurnWarningRaisedV1(
                        id,
                        customer.value(),
                        "HIGH",
                        "80.00",
                        "AT_RISK",
                        "own-rhythm",
                        1,
                        List.of(),
                        null,
                        at),
                1);
        events.send(
                customer,
                new LifecycleChangedV1(
                        customer.value(),
                        scheme,
                        1,
                        "POTENTIAL",
                        "FIRST_PURCHASE",
                        List.of(),
                        at,
                        "nobodys",
                        1L),
                1);
    }

    @Override
    protected void isThere(String kind) {
        switch (kind) {
            case "follow-ups" -> assertThat(collectionsWith(warning)).contains("follow_ups");
            case "enrolments" -> assertThat(collectionsWith("old-scheme")).contains("enrolments");
            default -> {}
        }
    }

    /** However often it is told again: what is told after it says when it was heard. */
    @Override
    protected void isGone(String kind) {
        if (kind.equals("follow-ups") || kind.equals("enrolments")) {
            send(warning, "old-scheme", begun);
            tell(TestEvents.newId("chw"), "scheme-after-" + kind, clock.instant());
            assertThat(collectionsWith(warning)).isEmpty();
            assertThat(collectionsWith("old-scheme")).isEmpty();
        }
    }
}
