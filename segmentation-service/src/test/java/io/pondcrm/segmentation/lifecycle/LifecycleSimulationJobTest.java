package io.pondcrm.segmentation.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.segmentation.Attempt;
import io.pondcrm.segmentation.Crowd;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.lifecycle.domain.StageRules;
import io.pondcrm.segmentation.score.domain.Name;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.data.mongodb.core.MongoOperations;

/** A simulation whose instance dies half-way comes to the same as one that does not. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
class LifecycleSimulationJobTest {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final String CROWDED = "of-a-crowd";

    @Autowired MongoLifecycleSchemes schemes;
    @Autowired MongoOperations mongo;

    final Crowd crowd = new Crowd(customers());

    @Test
    void a_job_goes_on_after_the_customers_whom_it_has_counted() {
        var draft = scheme(4);
        schemes.insert(Editions.begun(draft, NOW));
        schemes.begin(
                new LifecycleSimulationDocument(
                        "lfcsim_1",
                        CROWDED,
                        StageRulesDocument.of(draft),
                        StageRulesDocument.of(scheme(2)),
                        NOW,
                        0,
                        null));
        var job = new LifecycleSimulationJob(crowd, schemes, Clock.fixed(NOW, ZoneOffset.UTC));
        var attempt =
                new Attempt(
                                LifecycleSimulationJob.params("lfcsim_1"),
                                "/api/v1/lifecycle-schemes/of-a-crowd/simulations/lfcsim_1")
                        .diesAfterSaves(2);

        assertThatThrownBy(() -> job.run(attempt)).hasMessage("The machine is gone");
        assertThat(schemes.findSimulation("lfcsim_1").orElseThrow().moves()).isNull();
        crowd.pagesRead();
        job.run(attempt.diesAfterSaves(Integer.MAX_VALUE));

        // Two pages of three were counted, and an empty one ends the walk.
        assertThat(crowd.pagesRead()).isEqualTo(2);
        var found = schemes.findSimulation("lfcsim_1").orElseThrow();
        var moves = found.found();
        assertThat(found.customers()).isEqualTo(1_200);
        assertThat(moves.after()).isEqualTo(counted(draft));
        assertThat(moves.before()).isEqualTo(counted(scheme(2)));
        assertThat(schemes.findEditions(CROWDED).orElseThrow().last().state())
                .isEqualTo(Edition.State.SIMULATED);
        mongo.remove(query(where("_id").is(CROWDED)), LifecycleSchemeDocument.class);
    }

    private TreeMap<Stage, Long> counted(LifecycleScheme scheme) {
        var counts = new TreeMap<Stage, Long>();
        for (var facts : crowd.customers()) {
            scheme.follow(facts, NOW)
                    .ifPresent(it -> counts.merge(it.current().stage(), 1L, Long::sum));
        }
        return counts;
    }

    private static LifecycleScheme scheme(int loyalPurchases) {
        return new LifecycleScheme(
                CROWDED,
                1,
                new Name("Crowd", "人群"),
                new StageRules.Five(loyalPurchases, Duration.ofDays(365), Duration.ofDays(180)));
    }

    /** One in six bought nothing, and is not known. */
    private static List<CustomerFacts> customers() {
        var random = new SplittableRandom(3);
        var customers = new ArrayList<CustomerFacts>();
        for (var number = 1; number <= 1_200; number++) {
            var sales = new ArrayList<Purchase>();
            for (var time = number % 6; time > 0; time--) {
                sales.add(
                        Fixtures.sale(
                                number + "-" + time,
                                NOW.minus(Duration.ofHours(random.nextInt(9_000))),
                                "10"));
            }
            customers.add(
                    Fixtures.facts(Fixtures.customer(number), sales.toArray(Purchase[]::new)));
        }
        return customers;
    }
}
