package io.pondcrm.segmentation.standing.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Filter.Operator;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvUses;
import io.pondcrm.segmentation.clv.domain.ValueModels;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Segments by lifetime value, which each day changes. */
class ClvSegmentsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-07-01T09:30:00Z");
    private static final Instant PUBLISHED = NOW.plus(Duration.ofHours(30 * 24 + 5));
    private static final Instant END = NOW.plus(Duration.ofDays(100));
    private static final Instant RETIRED = NOW.plus(Duration.ofHours(70 * 24 + 7));
    private static final ClvModel FIRST = ValueModels.of("clv_1", ValueModels.MBG_NBD, SHANGHAI, 0);
    private static final ClvModel SECOND =
            ValueModels.of("clv_2", ValueModels.PARETO, ZoneId.of("America/New_York"), 0.1);

    /** The first is in use until the second is published, and again when that one is retired. */
    private static final ClvUses USES =
            new ClvUses(
                    List.of(
                            new ClvUses.Use(SECOND, PUBLISHED, RETIRED),
                            new ClvUses.Use(FIRST, Instant.EPOCH, null)));

    private static final List<Segment> SEGMENTS =
            List.of(
                    segment("valuable", where("clvValue", Operator.GTE, 25)),
                    segment("cheap", where("clvValue", Operator.LT, 8)),
                    segment("low", where("clvBand", Operator.EQ, "LOW")),
                    segment("doubtful", where("clvAlive", Operator.LT, new BigDecimal("0.45"))),
                    segment(
                            "worth-a-call",
                            new Filter.All(
                                    List.of(
                                            where("daysSinceLastPurchase", Operator.GTE, 20),
                                            new Filter.Not(where("clvBand", Operator.EQ, "HIGH")),
                                            where("clvValue", Operator.GT, 5)))));

    private static final Definitions DEFINITIONS = definitions(USES, SEGMENTS, "CNY");

    private static Definitions definitions(ClvUses clv, List<Segment> segments, String currency) {
        return new Definitions(
                List.of(TierScheme.RETAIL_MEMBERSHIP),
                LifecycleScheme.lifecycle5(5, Duration.ofDays(365), Duration.ofDays(180)),
                List.of(),
                List.of(),
                RfmModel.MAIN,
                clv,
                segments,
                currency,
                AttributeTypes.NONE);
    }

    private static Filter where(String field, Operator operator, Object value) {
        return Filter.where(
                field, operator, value instanceof Integer it ? BigDecimal.valueOf(it) : value);
    }

    private static Segment segment(String id, Filter predicate) {
        return new Segment(id, 1, id, predicate, Instant.EPOCH, Instant.EPOCH);
    }

    /**
     * Everybody is looked at when a model is published or retired, and when a review is due: at
     * each hour and each moment around a review they are in the segments that a fresh look at all
     * of their past finds them in.
     */
    @Test
    void reviews_keep_memberships_as_they_are_by_the_model_of_each_moment() {
        var random = new Random(3);
        var moves = 0;
        for (var round = 0; round < 60; round++) {
            var facts = customer(random, round);
            var now =
                    Standing.of(
                            facts, Standing.NONE, DEFINITIONS, NOW, Occasion.silence(facts, null));
            var jobs = new TreeSet<>(List.of(PUBLISHED, RETIRED));
            for (var at = NOW; at.isBefore(END); at = at.plus(Duration.ofHours(3))) {
                for (var due = due(now, jobs); !due.isAfter(at); due = due(now, jobs)) {
                    assertThat(members(now.standing()))
                            .as("until just before %s", due)
                            .isEqualTo(expected(facts, due.minusMillis(1)));
                    jobs.remove(due);
                    now =
                            Standing.of(
                                    facts,
                                    now.standing(),
                                    DEFINITIONS,
                                    due,
                                    Occasion.silence(facts, now.reviewAt()));
                    moves += now.changes().size();
                }
                assertThat(members(now.standing())).as("%s", at).isEqualTo(expected(facts, at));
            }
        }
        assertThat(moves).isGreaterThan(60);
    }

    /** The review, or a job that looks at everybody. */
    private static Instant due(Standing.Reconsidered now, TreeSet<Instant> jobs) {
        var due = jobs.isEmpty() ? Instant.MAX : jobs.first();
        var review = now.reviewAt();
        return review != null && review.isBefore(due) ? review : due;
    }

    /** By the whole valuation, and whole days since the last purchase. */
    private static TreeSet<String> expected(CustomerFacts facts, Instant at) {
        var members = new TreeSet<String>();
        var model = at.isBefore(PUBLISHED) || !at.isBefore(RETIRED) ? FIRST : SECOND;
        var found = model.value(facts, at, model.horizon(), model.discountRate());
        if (found.isEmpty()) {
            return members;
        }
        var value = model.inMoney(found.get().value()).doubleValue();
        var band = model.score(facts, at).orElseThrow().band().code();
        var last = Instant.MIN;
        for (var purchase : facts.purchases()) {
            if (!purchase.occurredAt().isAfter(at)) {
                last = purchase.occurredAt();
            }
        }
        if (value >= 25) {
            members.add("valuable");
        }
        if (value < 8) {
            members.add("cheap");
        }
        if (band.equals("LOW")) {
            members.add("low");
        }
        if (found.get().alive() < 0.45) {
            members.add("doubtful");
        }
        if (Duration.between(last, at).toDays() >= 20 && !band.equals("HIGH") && value > 5) {
            members.add("worth-a-call");
        }
        return members;
    }

    private static TreeSet<String> members(Standing standing) {
        return new TreeSet<>(standing.segments().keySet());
    }

    @Test
    void an_amount_in_another_currency_than_that_of_predicates_is_none() {
        var facts = Fixtures.facts(ADA, sale("a", NOW.minus(Duration.ofDays(9)), "50"));

        var inYuan = Standing.subject(facts, null, DEFINITIONS, NOW);
        var inEuros = Standing.subject(facts, null, definitions(USES, SEGMENTS, "EUR"), NOW);

        assertThat(inYuan.field("clvValue")).isInstanceOf(BigDecimal.class);
        assertThat(inEuros.field("clvValue")).isNull();
        assertThat(inEuros.field("clvBand")).isEqualTo(inYuan.field("clvBand")).isNotNull();
        assertThat(inEuros.field("clvAlive")).isEqualTo(inYuan.field("clvAlive")).isNotNull();
        assertThat(inEuros.reviewAt(where("clvValue", Operator.GT, 1))).isNull();
    }

    @Test
    void who_never_bought_or_is_asked_by_no_model_has_no_value_and_no_review() {
        var nobody = CustomerFacts.nothingAbout(ADA);
        var bought = Fixtures.facts(ADA, sale("a", NOW.minus(Duration.ofDays(9)), "50"));
        var without = definitions(ClvUses.NONE, SEGMENTS, "CNY");

        for (var subject :
                List.of(
                        Standing.subject(nobody, null, DEFINITIONS, NOW),
                        Standing.subject(bought, null, without, NOW))) {
            for (var segment : SEGMENTS) {
                assertThat(segment.predicate().matches(subject)).isFalse();
            }
            assertThat(subject.field("clvBand")).isNull();
            assertThat(subject.reviewAt(where("clvBand", Operator.EQ, "LOW"))).isNull();
        }
    }

    @Test
    void only_customers_of_whom_a_segment_asks_are_looked_at_again_for_their_value() {
        var facts = Fixtures.facts(ADA, sale("a", NOW.minus(Duration.ofDays(9)), "50"));
        var elsewhere = where("region", Operator.EQ, "CN-BJ");
        var doubtful = where("clvAlive", Operator.LT, new BigDecimal("0.45"));
        var subject = Standing.subject(facts, null, DEFINITIONS, NOW);

        assertThat(subject.reviewAt(doubtful)).isAfter(NOW);
        assertThat(subject.reviewAt(new Filter.All(List.of(elsewhere, doubtful)))).isNull();
    }

    private static CustomerFacts customer(Random random, int number) {
        var purchases = new ArrayList<Purchase>();
        var at = NOW.minus(Duration.ofDays(random.nextInt(30, 500)));
        // Some are known before they happen.
        while (at.isBefore(NOW.plus(Duration.ofDays(random.nextInt(1, 60))))
                && random.nextInt(12) > 0) {
            purchases.add(sale("t" + purchases.size(), at, 1 + random.nextInt(90) + ".50"));
            at = at.plus(Duration.ofHours(random.nextInt(1, 1_500)));
        }
        return Fixtures.facts(Fixtures.customer(number + 1L), purchases.toArray(Purchase[]::new));
    }
}
