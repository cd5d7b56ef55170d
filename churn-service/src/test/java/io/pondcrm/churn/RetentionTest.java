package io.pondcrm.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.RetentionContract;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.facts.domain.Purchase;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest
@PondTest
@AutoConfigureMockMvc
class RetentionTest extends RetentionContract {

    @Autowired TestEvents events;
    @Autowired Facts facts;

    private final CustomerId buyer = TestEvents.newCustomer();
    private final CustomerId twin = TestEvents.newCustomer();
    private final String sale = TestEvents.newId("txn");
    private final String twinsSale = TestEvents.newId("txn");
    private final String complaint = TestEvents.newId("cas");
    private Instant begun = Instant.EPOCH;

    @Override
    protected void fill() {
        begun = clock.instant();
        tell();
        events.send(
                twin,
                new CustomerMergedV1(TestEvents.newId("mrg"), buyer.value(), twin.value(), begun),
                2);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> {
                    var known = known();
                    assertThat(known.purchases()).hasSize(2);
                    assertThat(known.cases()).hasSize(1);
                    assertThat(known.contactDays()).hasSize(1);
                });
    }

    private CustomerFacts known() {
        return facts.find(buyer).orElseGet(() -> CustomerFacts.nothingAbout(buyer));
    }

    /** The same events each time. */
    private void tell() {
        events.send(buyer, Wire.sale(buyer, sale, begun, "100.00"), 1);
        events.send(twin, Wire.sale(twin, twinsSale, begun, "100.00"), 1);
        events.send(buyer, Wire.complaint(buyer, complaint, begun), 1);
        events.send(buyer, Wire.interaction(buyer, begun), 1);
    }

    @Override
    protected void isThere(String kind) {
        for (var text : stored(kind)) {
            assertThat(collectionsWith(text)).as(kind).containsExactly("standings");
        }
    }

    /**
     * However often it is told again: a later sale of the same customers says when it was heard.
     */
    @Override
    protected void isGone(String kind) {
        if (stored(kind).isEmpty()) {
            return;
        }
        assertThat(deletedEver(kind)).isPositive();
        var later = TestEvents.newId("txn");
        tell();
        events.send(buyer, Wire.sale(buyer, later, clock.instant(), "1.00"), 1);
        events.send(twin, Wire.sale(twin, later, clock.instant(), "1.00"), 1);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(known().purchases())
                                .extracting(Purchase::transactionId)
                                .contains(later));

        for (var text : stored(kind)) {
            assertThat(collectionsWith(text)).as(kind).isEmpty();
        }
        if (kind.equals("histories")) {
            assertThat(known().contactDays()).isEmpty();
        }
        assertThat(collectionsWith(later)).containsExactly("standings");
    }

    private List<String> stored(String kind) {
        return switch (kind) {
            case "purchases" -> List.of(sale, twinsSale);
            case "histories" -> List.of(complaint);
            default -> List.of();
        };
    }
}
