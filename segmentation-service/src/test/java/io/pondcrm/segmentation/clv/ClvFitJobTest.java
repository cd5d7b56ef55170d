package io.pondcrm.segmentation.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.segmentation.Attempt;
import io.pondcrm.segmentation.Crowd;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvPeriods;
import io.pondcrm.segmentation.clv.domain.Family;
import io.pondcrm.segmentation.clv.domain.Timing;
import io.pondcrm.segmentation.clv.domain.ValueBands;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.modelrun.domain.LifetimeValueFit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** A fit whose instance dies half-way comes to the same as one that does not. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
class ClvFitJobTest {

    static final Clock NOON = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    static final Instant START = Instant.parse("2025-01-01T12:00:00Z");

    @Autowired MongoClvModels models;
    @Autowired MongoOperations mongo;

    final Map<String, LifetimeValueFit> registered = new HashMap<>();
    final Crowd crowd = new Crowd(customers(21_000));

    @Test
    void a_job_goes_on_with_the_range_that_was_not_kept_yet() {
        var job = new ClvFitJob(crowd, models, registered::put, NOON);
        var quiet = attempt("clv-quiet");
        job.run(quiet);
        assertThat(crowd.pagesRead()).isEqualTo(44);

        var interrupted = attempt("clv-interrupted").diesAfterChecks(41);
        assertThatThrownBy(() -> job.run(interrupted)).hasMessage("The machine is gone");
        assertThat(found("clv-interrupted").fit()).isNull();
        job.run(interrupted.diesAfterChecks(Integer.MAX_VALUE));

        // It died in the 42nd batch, and 40 are the first range: only the second is read again.
        assertThat(crowd.pagesRead()).isEqualTo(42 + 4);
        assertThat(interrupted.counters()).containsEntry("customers", 21_000L);
        var one = found("clv-quiet");
        var other = found("clv-interrupted");
        assertThat(one.fit()).isNotNull();
        assertThat(other.fit()).isEqualTo(one.fit());
        assertThat(mongo.count(new Query(), ClvRangeDocument.class)).isZero();

        assertThat(registered).hasSize(2);
        assertThat(registered.values())
                .extracting(LifetimeValueFit::model)
                .containsExactlyInAnyOrder("clv-quiet", "clv-interrupted");
        assertThat(registered.values())
                .extracting(LifetimeValueFit::dataHash)
                .as("the same data, however it was read")
                .allMatch(it -> it.startsWith("sha256:"))
                .hasSize(2)
                .containsOnly(registered.values().iterator().next().dataHash());

        // A second job on a fitted model finds nothing to do.
        job.run(interrupted);
        assertThat(crowd.pagesRead()).isZero();
        assertThat(found("clv-interrupted")).isEqualTo(other);
    }

    private ClvModel found(String model) {
        return models.find(model).orElseThrow().last().definition();
    }

    private Attempt attempt(String model) {
        models.keep(
                Editions.begun(
                        new ClvModel(
                                model,
                                1,
                                "Half a year",
                                "CNY",
                                ZoneOffset.UTC,
                                Family.MBG_NBD,
                                Timing.WEEKS,
                                new ClvPeriods(
                                        null,
                                        LocalDate.parse("2025-12-31"),
                                        LocalDate.parse("2026-03-31")),
                                ClvModel.USUAL_HORIZON,
                                0.1,
                                ValueBands.USUAL,
                                null),
                        START));
        return new Attempt(Map.of("model", model), "/api/v1/clv-models/" + model + "/diagnostics");
    }

    /** They buy every few weeks, and stop sometime. */
    private static List<CustomerFacts> customers(int size) {
        var customers = new ArrayList<CustomerFacts>();
        var random = new SplittableRandom(11);
        for (var number = 1; number <= size; number++) {
            var customer = Fixtures.customer(number);
            var news = new ArrayList<Fact>();
            var at = START.plus(Duration.ofDays(random.nextInt(120)));
            var rhythm = 5 + random.nextInt(60);
            do {
                news.add(
                        new Fact.Purchased(
                                new Purchase(
                                        "txn-" + number + "-" + news.size(),
                                        1,
                                        Purchase.Kind.SALE,
                                        at,
                                        java.math.BigDecimal.valueOf(10 + random.nextInt(90)),
                                        "CNY",
                                        null)));
                at = at.plus(Duration.ofDays(1 + random.nextInt(2 * rhythm)));
            } while (random.nextInt(4) > 0);
            customers.add(CustomerFacts.nothingAbout(customer).learn(news));
        }
        return customers;
    }
}
