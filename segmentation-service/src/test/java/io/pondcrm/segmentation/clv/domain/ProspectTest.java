package io.pondcrm.segmentation.clv.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Filter.Operator;
import io.pondcrm.segmentation.clv.domain.Prospect.Figure;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProspectTest {

    /** Not long before twelve months have a leap day in them, and daylight saving time begins. */
    private static final Instant NOW = Instant.parse("2027-02-10T09:30:00Z");

    private static final List<Operator> ORDERED =
            List.of(Operator.GTE, Operator.GT, Operator.LT, Operator.LTE, Operator.EQ, Operator.NE);

    static Stream<ClvModel> models() {
        var shanghai = ZoneId.of("Asia/Shanghai");
        var newYork = ZoneId.of("America/New_York");
        return Stream.of(
                ValueModels.of("clv_1", ValueModels.BG_NBD, newYork, 0),
                ValueModels.of("clv_2", ValueModels.BG_NBD, shanghai, 0.15),
                ValueModels.of("clv_3", ValueModels.MBG_NBD, shanghai, 0),
                ValueModels.of("clv_4", ValueModels.PARETO, newYork, 0.1),
                ValueModels.of("clv_5", ValueModels.REGULAR, shanghai, 0),
                ValueModels.of("clv_6", ValueModels.BG_BB, newYork, 0));
    }

    @ParameterizedTest
    @MethodSource("models")
    void figures_are_those_of_the_whole_valuation(ClvModel model) {
        var random = new Random(5);
        for (var round = 0; round < 40; round++) {
            var customer = customer(random, round);
            var at = NOW.plus(Duration.ofHours(random.nextInt(-6_000, 6_000)));

            var prospect = model.prospect(customer, at);

            var value = model.value(customer, at, model.horizon(), model.discountRate());
            assertThat(prospect.map(Prospect::value))
                    .isEqualTo(value.map(it -> model.inMoney(it.value())));
            assertThat(prospect.map(Prospect::alive)).isEqualTo(value.map(Valuation::alive));
            assertThat(prospect.map(it -> it.band().name()))
                    .isEqualTo(model.score(customer, at).map(it -> it.band().code()));
        }
    }

    /** Jumping from turn to turn is the same as looking every day, and no turn is in vain. */
    @ParameterizedTest
    @MethodSource("models")
    void looking_again_at_each_turn_is_the_same_as_looking_every_day(ClvModel model) {
        var random = new Random(9);
        var regular = model.name().equals(ValueModels.REGULAR.family().name());
        var end = NOW.plus(Duration.ofDays(regular ? 40 : 800));
        var turns = 0;
        for (var round = 0; round < (regular ? 12 : 60); round++) {
            var customer = customer(random, round);
            var now = model.prospect(customer, NOW);
            if (now.isEmpty()) {
                continue;
            }
            var figure = Figure.values()[round % 3];
            var comparison = comparison(random, figure, now.get());
            for (var from = NOW; from.isBefore(end); ) {
                var held = holds(model, customer, figure, comparison, from);
                var turn =
                        model.prospect(customer, from)
                                .orElseThrow()
                                .nextTurn(figure, comparison)
                                .orElseThrow();
                assertThat(turn).isAfter(from);
                for (var day = LocalDate.ofInstant(from, model.zone()).plusDays(1);
                        begins(model, day).isBefore(turn) && begins(model, day).isBefore(end);
                        day = day.plusDays(1)) {
                    var begins = begins(model, day);
                    assertThat(holds(model, customer, figure, comparison, begins))
                            .as("%s %s at %s after %s", figure, comparison, begins, from)
                            .isEqualTo(held);
                }
                assertThat(holds(model, customer, figure, comparison, turn.minusMillis(1)))
                        .isEqualTo(held);
                if (holds(model, customer, figure, comparison, turn) != held) {
                    turns++;
                }
                from = turn;
            }
        }
        assertThat(turns).isPositive();
    }

    @Test
    void a_turn_is_found_without_trying_every_day() {
        var model = models().findFirst().orElseThrow();
        var ada =
                Fixtures.facts(
                        Fixtures.ADA,
                        Fixtures.sale("a", NOW.minus(Duration.ofDays(100)), "50"),
                        Fixtures.sale("b", NOW.minus(Duration.ofDays(30)), "50"));
        var prospect = model.prospect(ada, NOW).orElseThrow();
        var gone = (Filter.Comparison) Filter.where("clvAlive", Operator.LT, new BigDecimal("0.3"));

        var turn = prospect.nextTurn(Figure.ALIVE, gone).orElseThrow();

        assertThat(model.prospect(ada, turn).orElseThrow().alive()).isLessThan(0.3);
        assertThat(model.prospect(ada, turn.minusMillis(1)).orElseThrow().alive())
                .isGreaterThanOrEqualTo(0.3);
        assertThat(turn.atZone(model.zone()).toLocalTime()).isEqualTo("00:00");
        assertThat(prospect.nextTurn(Figure.VALUE, new Filter.Exists("clvValue", true))).isEmpty();
        // What never comes is looked for again after years, not days.
        var never = (Filter.Comparison) Filter.where("clvAlive", Operator.GT, BigDecimal.ONE);
        assertThat(prospect.nextTurn(Figure.ALIVE, never).orElseThrow())
                .isAfter(NOW.plus(Duration.ofDays(1_800)));
    }

    private static Instant begins(ClvModel model, LocalDate day) {
        return day.atStartOfDay(model.zone()).toInstant();
    }

    private static boolean holds(
            ClvModel model,
            CustomerFacts customer,
            Figure figure,
            Filter.Comparison comparison,
            Instant at) {
        return comparison.holds(model.prospect(customer, at).orElseThrow().held(figure));
    }

    /** Against something near to what the figure is now or soon will be. */
    private static Filter.Comparison comparison(Random random, Figure figure, Prospect now) {
        if (figure == Figure.BAND) {
            return random.nextBoolean()
                    ? (Filter.Comparison)
                            Filter.where(
                                    "clvBand",
                                    random.nextBoolean() ? Operator.EQ : Operator.NE,
                                    random.nextBoolean() ? "LOW" : "ORDINARY")
                    : new Filter.In("clvBand", List.of("HIGH", "LOW"));
        }
        var held = (BigDecimal) now.held(figure);
        var near = new ArrayList<Object>();
        for (var number = 0; number < 3; number++) {
            near.add(
                    held.multiply(BigDecimal.valueOf(random.nextDouble(0.3, 1.02)))
                            .setScale(2, RoundingMode.HALF_UP));
        }
        return random.nextInt(5) == 0
                ? new Filter.In("clv", near)
                : (Filter.Comparison)
                        Filter.where(
                                "clv",
                                ORDERED.get(random.nextInt(ORDERED.size())),
                                near.getFirst());
    }

    private static CustomerFacts customer(Random random, int number) {
        var purchases = new ArrayList<Purchase>();
        var at = NOW.minus(Duration.ofDays(random.nextInt(30, 700)));
        while (at.isBefore(NOW) && random.nextInt(12) > 0) {
            purchases.add(
                    Fixtures.sale("t" + purchases.size(), at, 1 + random.nextInt(90) + ".50"));
            at = at.plus(Duration.ofHours(random.nextInt(1, 1_500)));
        }
        return Fixtures.facts(Fixtures.customer(number + 1L), purchases.toArray(Purchase[]::new));
    }
}
