package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.RetentionContract;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.Rating;
import io.pondcrm.segmentation.facts.domain.TierOverride;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

@SpringBootTest
@PondTest
@AutoConfigureMockMvc
@Import(Wire.class)
class RetentionTest extends RetentionContract {

    private static final String RUNS = "/api/v1/rfm-models/rfm-default/runs";

    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired Wire wire;

    private final CustomerId buyer = TestEvents.newCustomer();
    private final CustomerId twin = TestEvents.newCustomer();
    private final String sale = TestEvents.newId("txn");
    private final String twinsSale = TestEvents.newId("txn");
    private final String answer = TestEvents.newId("rsp");
    private final String override = TestEvents.newId("tov");
    private Instant begun = Instant.EPOCH;
    private String classification = "";
    private String inUse = "";

    @Override
    protected void fill() {
        begun = clock.instant();
        facts.learn(told());
        run();
        run();
        events.send(
                twin,
                new CustomerMergedV1(TestEvents.newId("mrg"), buyer.value(), twin.value(), begun),
                2);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(collectionsWith(twinsSale))
                                .containsExactly("merged_standings", "standings"));
        classification = classified("0");
        inUse = classified("1");
    }

    private void run() {
        wire.awaitJob(wire.send("POST", RUNS, "{\"asOf\":\"" + clock.instant() + "\"}", Map.of()));
    }

    /** One after the other, the later one in use. */
    private String classified(String number) {
        var id = TypeId.of("abc", TypeId.firstOf(begun.plusMillis(Long.parseLong(number))));
        mongo.getCollection("abcClassifications")
                .insertOne(
                        new Document("_id", id)
                                .append("name", "Sales")
                                .append("currency", "CNY")
                                .append("cutA", "0.7")
                                .append("cutB", "0.9")
                                .append("asOf", Date.from(begun.plusMillis(Long.parseLong(number))))
                                .append("finished", true)
                                .append("customers", 1)
                                .append("classes", List.of()));
        for (var members : List.of("abcMembers", "abcUnmeasured")) {
            mongo.getCollection(members)
                    .insertOne(
                            new Document("_id", id + ":" + buyer)
                                    .append("classification", id)
                                    .append("customer", buyer.value()));
        }
        return id;
    }

    /** The same each time. */
    private Map<CustomerId, List<Fact>> told() {
        return Map.of(
                buyer,
                List.of(
                        new Fact.Purchased(bought(sale, begun)),
                        new Fact.Rated(new Rating(answer, 5, 5, begun)),
                        new Fact.Described(profile(1, "oldtag"), begun.minusSeconds(60)),
                        new Fact.Described(profile(2, "newtag"), begun),
                        new Fact.Overridden(
                                new TierOverride(
                                        override,
                                        1,
                                        "retail-membership",
                                        "GOLD",
                                        "ada",
                                        "kindness",
                                        begun.minusSeconds(60),
                                        begun,
                                        null))),
                twin,
                List.of(new Fact.Purchased(bought(twinsSale, begun))));
    }

    private static Purchase bought(String transaction, Instant at) {
        return new Purchase(
                transaction, 1, Purchase.Kind.SALE, at, new BigDecimal("100.00"), "CNY", null);
    }

    private Profile profile(long sequence, String tag) {
        return new Profile(
                sequence,
                "PERSON",
                null,
                null,
                null,
                null,
                null,
                Set.of(tag),
                Set.of(),
                begun.minusSeconds(60));
    }

    @Override
    protected void isThere(String kind) {
        switch (kind) {
            case "purchases" -> {
                assertThat(collectionsWith(sale)).containsExactly("standings");
                assertThat(collectionsWith(twinsSale))
                        .containsExactly("merged_standings", "standings");
            }
            case "histories" -> {
                for (var text : List.of(answer, override, "oldtag", "newtag")) {
                    assertThat(collectionsWith(text)).contains("standings");
                }
            }
            case "rfm-members" -> assertThat(count("rfmMembers")).isEqualTo(4);
            case "abc-members" -> assertThat(collectionsWith(classification + ":")).hasSize(2);
            default -> {}
        }
    }

    @Override
    protected void isGone(String kind) {
        facts.learn(told());
        switch (kind) {
            case "purchases" -> {
                assertThat(collectionsWith(sale)).isEmpty();
                assertThat(collectionsWith(twinsSale)).isEmpty();
            }
            case "histories" -> {
                for (var text : List.of(answer, override, "oldtag")) {
                    assertThat(collectionsWith(text)).as(text).isEmpty();
                }
                assertThat(collectionsWith("newtag")).contains("standings");
                assertThat(collectionsWith(sale)).contains("standings");
            }
            case "rfm-members" -> assertThat(count("rfmMembers")).isEqualTo(2);
            case "abc-members" -> {
                assertThat(collectionsWith(classification + ":")).isEmpty();
                assertThat(collectionsWith(inUse + ":")).hasSize(2);
            }
            default -> {}
        }
    }
}
