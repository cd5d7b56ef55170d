package io.pondcrm.segmentation.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.Attempt;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.CutPoints;
import io.pondcrm.segmentation.tier.domain.CutTable;
import io.pondcrm.segmentation.tier.domain.Dimension;
import io.pondcrm.segmentation.tier.domain.Measure;
import io.pondcrm.segmentation.tier.domain.PointCounts;
import io.pondcrm.segmentation.tier.domain.PointScale;
import io.pondcrm.segmentation.tier.domain.Quota;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.WhenMissing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.data.mongodb.core.MongoOperations;

/** A drawing whose instance dies half-way comes to the same as one that does not. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
class TierCutPointsJobTest {

    static final Name NAME = new Name("The best", "最佳");

    static final Scorecard RULES =
            new Scorecard(
                    "the-best",
                    1,
                    NAME,
                    "MXN",
                    ZoneOffset.UTC,
                    Period.ofMonths(12),
                    Period.ZERO,
                    List.of(
                            new TierLevel("ALL", NAME, BigDecimal.ZERO),
                            new TierLevel("BEST", NAME, new Quota.Count(1))),
                    List.of(
                            new Dimension(
                                    "average",
                                    NAME,
                                    new Measure.AverageSale(365),
                                    new PointScale.Linear(
                                            BigDecimal.ZERO,
                                            BigDecimal.ZERO,
                                            BigDecimal.valueOf(9_000_000),
                                            BigDecimal.valueOf(9_000_000)),
                                    BigDecimal.ONE,
                                    new WhenMissing.NoTier())),
                    CutPoints.undrawn(Quota.Ties.ALL_IN));

    @Autowired Facts facts;
    @Autowired MongoTierSchemes schemes;
    @Autowired TierSimulationJob simulationJob;
    @Autowired MongoOperations mongo;
    @Autowired Clock clock;

    final CustomerId ada = TestEvents.newCustomer();
    final CustomerId bob = TestEvents.newCustomer();

    @BeforeEach
    void published() {
        buys(ada, "900");
        buys(bob, "100");
        var now = new AsOf(clock.instant()).moment();
        var counts = new PointCounts(RULES, now);
        counts.add(List.of(facts.find(ada).orElseThrow(), facts.find(bob).orElseThrow()));
        var drawn = RULES.with(RULES.cutPoints().and(counts.toTable("tcut_first"), now));
        assertThat(schemes.insert(Editions.begun(RULES, now))).isTrue();
        schemes.change(RULES.id(), it -> it.simulated(drawn, now));
        schemes.change(RULES.id(), it -> it.publish(now, "office"));
    }

    private void buys(CustomerId customer, String amount) {
        facts.learn(
                Map.of(
                        customer,
                        List.of(
                                new Fact.Purchased(
                                        new Purchase(
                                                TestEvents.newId("txn"),
                                                1,
                                                Purchase.Kind.SALE,
                                                clock.instant().minus(Duration.ofDays(2)),
                                                new BigDecimal(amount),
                                                "MXN",
                                                "STORE")))));
    }

    @AfterEach
    void gone() {
        mongo.remove(query(where("_id").is(RULES.id())), TierSchemeDocument.class);
        facts.reconsiderAll(null, (_, _) -> {});
    }

    @Test
    void a_drawing_goes_on_where_it_was_and_makes_one_table() {
        var job =
                new TierCutPointsJob(
                        facts, new DrawCutPoints(facts, schemes, clock), schemes, clock);
        buys(bob, "1999900");
        assertThat(tier(ada)).isEqualTo("BEST");
        var attempt = toDraw(clock.instant());

        attempt.diesAfterChecks(0);
        assertThatThrownBy(() -> job.run(attempt)).hasMessage("The machine is gone");
        assertThat(tables()).extracting(CutTable::number).as("while counting").containsExactly(1);

        // Kept, but nobody noted so: the second attempt counts again and finds its own table.
        attempt.diesAfterChecks(Integer.MAX_VALUE).diesAfterSaves(0);
        assertThatThrownBy(() -> job.run(attempt)).hasMessage("The machine is gone");
        assertThat(tables()).extracting(CutTable::id).containsExactly("tcut_first", "tcut_second");

        attempt.diesAfterSaves(1);
        assertThatThrownBy(() -> job.run(attempt)).hasMessage("The machine is gone");
        assertThat(attempt.checkpoint()).containsOnlyKeys("drawn");
        job.run(attempt.diesAfterSaves(Integer.MAX_VALUE));

        assertThat(tables()).extracting(CutTable::id).containsExactly("tcut_first", "tcut_second");
        assertThat(tables().getLast().cuts())
                .containsExactly(new CutTable.Cut("BEST", new BigDecimal("1000000.0000"), 1, 1));
        assertThat(tier(ada)).isEqualTo("ALL");
        assertThat(tier(bob)).isEqualTo("BEST");
        assertThat(attempt.done()).isPositive();

        // Another version is in force meanwhile, or none: what was drawn is for nobody.
        schemes.change(RULES.id(), it -> it.retire(clock.instant()));
        assertThatThrownBy(() -> job.run(toDraw(clock.instant())))
                .hasMessageContaining("tier-scheme-not-published");
    }

    @Test
    void a_simulation_that_begins_again_moves_customers_by_the_points_it_drew() {
        schemes.change(RULES.id(), it -> it.draft(RULES, clock.instant()));
        var simulation = "tsim_" + ada.value();
        schemes.begin(
                new TierSimulationDocument(
                        simulation,
                        RULES.id(),
                        2,
                        schemes.write(RULES),
                        1,
                        new AsOf(clock.instant()).moment(),
                        RULES.currency(),
                        false,
                        0,
                        List.of(),
                        0,
                        List.of(),
                        "0",
                        null,
                        null));
        var attempt =
                new Attempt(
                                TierSimulationJob.params(simulation),
                                "/api/v1/tier-schemes/the-best/simulations/" + simulation)
                        .diesAfterSaves(0);
        assertThatThrownBy(() -> simulationJob.run(attempt)).hasMessage("The machine is gone");
        var drawn = schemes.draft(schemes.findSimulation(simulation).orElseThrow()).cutPoints();

        // Heard late: another count would find one more.
        buys(TestEvents.newCustomer(), "800");
        simulationJob.run(attempt.diesAfterSaves(Integer.MAX_VALUE));

        var draft = schemes.find(RULES.id()).orElseThrow().last();
        assertThat(draft.state()).isEqualTo(Edition.State.SIMULATED);
        assertThat(draft.definition().cutPoints()).isEqualTo(drawn);
        assertThat(drawn.tables()).extracting(CutTable::id).containsExactly(simulation);
        assertThat(drawn.tables().getFirst().customers()).isGreaterThanOrEqualTo(2);
        assertThat(schemes.findSimulation(simulation).orElseThrow().finished()).isTrue();
    }

    private String tier(CustomerId customer) {
        return schemes.find(RULES.id())
                .orElseThrow()
                .last()
                .definition()
                .findTier(facts.find(customer).orElseThrow(), clock.instant())
                .orElseThrow();
    }

    private List<CutTable> tables() {
        return schemes.find(RULES.id()).orElseThrow().last().definition().cutPoints().tables();
    }

    private static Attempt toDraw(Instant asOf) {
        return new Attempt(
                TierCutPointsJob.params("tcut_second", RULES, asOf),
                "/api/v1/tier-schemes/the-best/cut-points");
    }
}
