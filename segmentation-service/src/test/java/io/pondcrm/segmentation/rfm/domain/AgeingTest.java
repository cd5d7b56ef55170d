package io.pondcrm.segmentation.rfm.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.customer;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.facts;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores age at the moment that was named before, and never in between. */
class AgeingTest {

    static final Instant NOW = day("2026-03-01");
    static final int DAYS = 300;

    static final Bins.CutPoints LIMITS =
            new Bins.CutPoints(
                    List.of(0, 30, 90),
                    List.of(2, 4, 6),
                    List.of(new BigDecimal("200"), new BigDecimal("900"), new BigDecimal("2000")));

    static List<RfmModel> models() {
        var models = new ArrayList<RfmModel>();
        for (var zone : List.of("UTC", "Asia/Shanghai", "America/New_York")) {
            for (var bins : List.of(LIMITS, new Bins.Quantiles(5))) {
                models.add(model(bins, zone, Duration.ofDays(200), new Grid.TenNames()));
                models.add(model(bins, zone, null, new Grid.EightClasses(Grid.Middle.MEAN)));
            }
            models.add(
                    model(
                            new Bins.Quantiles(4),
                            zone,
                            Duration.ofDays(90),
                            new Grid.EightClasses(Grid.Middle.MEDIAN)));
        }
        return models;
    }

    static RfmModel model(Bins bins, String zone, @Nullable Duration window, Grid grid) {
        return new RfmModel(
                "model",
                1,
                new Name("A model", "模型"),
                "CNY",
                window,
                ZoneId.of(zone),
                bins,
                Weights.EQUAL,
                RfmModel.Refunds.SUBTRACT,
                grid);
    }

    @ParameterizedTest
    @MethodSource("models")
    void jumping_from_review_to_review_sees_what_watching_day_by_day_sees(RfmModel model) {
        var everybody = population(new Random(19), 25);
        var run = runOver(model, everybody);
        var reviews = 0;
        for (var known : everybody) {
            var watched = watched(model, known);
            var from = NOW;
            var end = NOW.plus(Duration.ofDays(DAYS));
            while (from.isBefore(end)) {
                var seen = look(run, known, from);
                var review = run.reviewAt(known, from);
                for (var moment : watched.tailSet(from)) {
                    if (review.isPresent() && !moment.isBefore(review.get())) {
                        break;
                    }
                    if (!look(run, known, moment).equals(seen)) {
                        throw new AssertionError(
                                "Other scores at %s, between %s and %s, for %s"
                                        .formatted(moment, from, review, known.purchases()));
                    }
                }
                if (review.isEmpty()) {
                    break;
                }
                assertThat(review.get()).isAfter(from);
                assertThat(look(run, known, review.get().minusMillis(1))).isEqualTo(seen);
                assertThat(look(run, known, review.get())).isNotEqualTo(seen);
                from = review.get();
                reviews++;
            }
        }
        assertThat(reviews).isPositive();
    }

    @Test
    void a_limit_of_days_is_passed_at_the_models_midnight() {
        var model = model(LIMITS, "Asia/Shanghai", null, new Grid.TenNames());
        var known = facts(customer(1), sale("a", Instant.parse("2026-02-10T20:00:00Z"), "100"));
        var run = runOver(model, List.of(known));

        // In Shanghai it was the 11th; 30 days later still counts, the 31st day does not.
        assertThat(run.reviewAt(known, day("2026-02-20")))
                .contains(Instant.parse("2026-03-13T16:00:00Z"));
        assertThat(run.reviewAt(known, Instant.parse("2026-03-13T16:00:00Z")))
                .contains(Instant.parse("2026-05-12T16:00:00Z"));
        assertThat(run.reviewAt(known, Instant.parse("2026-05-12T16:00:00Z"))).isEmpty();
    }

    @Test
    void the_last_sale_leaves_the_window_and_takes_the_scores_along() {
        var model = model(new Bins.Quantiles(5), "UTC", Duration.ofDays(90), new Grid.TenNames());
        var known = facts(customer(1), sale("a", day("2026-02-10").plusSeconds(7), "100"));
        var run = runOver(model, List.of(known));

        var review = run.reviewAt(known, NOW).orElseThrow();

        assertThat(review).isEqualTo(day("2026-05-11").plusSeconds(7));
        assertThat(run.place(known, review.minusMillis(1))).isPresent();
        assertThat(run.place(known, review)).isEmpty();
    }

    private record Look(RfmScores scores, RfmSegment segment) {}

    private static Optional<Look> look(RfmRun run, CustomerFacts known, Instant at) {
        return run.place(known, at).map(it -> new Look(it.scores(), it.segment()));
    }

    /** Each purchase, its leaving and every midnight, each with the millisecond before. */
    private static TreeSet<Instant> watched(RfmModel model, CustomerFacts known) {
        var moments = new TreeSet<Instant>();
        var today = LocalDate.ofInstant(NOW, model.zone());
        for (var days = 0; days <= DAYS; days++) {
            moments.add(today.plusDays(days).atStartOfDay(model.zone()).toInstant());
        }
        for (var purchase : known.purchases()) {
            moments.add(purchase.occurredAt());
            if (model.window() != null) {
                moments.add(purchase.occurredAt().plus(model.window()));
            }
        }
        for (var moment : List.copyOf(moments)) {
            moments.add(moment.minusMillis(1));
        }
        return moments;
    }

    private static RfmRun runOver(RfmModel model, List<CustomerFacts> everybody) {
        var table = new RfmTable(16);
        for (var number = 0; number < everybody.size(); number++) {
            var row = number;
            model.measure(everybody.get(number), NOW)
                    .ifPresent(values -> table.customer(row, values));
        }
        return RfmRun.over(
                        "run", 1, model, NOW, table, row -> everybody.get(row).customer().value())
                .run();
    }

    /** Some things are dated ahead, some happen at one moment, some are of another currency. */
    private static List<CustomerFacts> population(Random random, int customers) {
        var everybody = new ArrayList<CustomerFacts>();
        for (var number = 1; number <= customers; number++) {
            var purchases = new ArrayList<Purchase>();
            var at = NOW;
            for (var time = random.nextInt(9); time > 0; time--) {
                if (random.nextInt(5) > 0) {
                    at = NOW.minus(Duration.ofMinutes(random.nextInt(240 * 24 * 60) - 14_400));
                }
                var id = number + "-" + time;
                var amount = random.nextInt(900) + ".5";
                purchases.add(
                        switch (random.nextInt(8)) {
                            case 0 -> refund(id, at, amount);
                            case 1 ->
                                    new Purchase(
                                            id,
                                            1,
                                            Purchase.Kind.SALE,
                                            at,
                                            new BigDecimal(amount),
                                            "EUR",
                                            null);
                            default -> sale(id, at, amount);
                        });
            }
            everybody.add(facts(customer(number), purchases.toArray(Purchase[]::new)));
        }
        return everybody;
    }
}
