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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GridTest {

    static final Instant NOW = day("2026-06-01");

    static RfmModel model(Bins bins, Weights weights, Grid grid) {
        return new RfmModel(
                "model",
                1,
                new Name("A model", "模型"),
                "CNY",
                Duration.ofDays(365),
                ZoneId.of("UTC"),
                bins,
                weights,
                RfmModel.Refunds.SUBTRACT,
                grid);
    }

    static List<RfmModel> models() {
        var limits =
                new Bins.CutPoints(
                        List.of(30, 90, 180),
                        List.of(2, 4, 8),
                        List.of(
                                new BigDecimal("200"),
                                new BigDecimal("700"),
                                new BigDecimal("2000")));
        var models = new ArrayList<RfmModel>();
        for (var bins : List.of(new Bins.Quantiles(5), new Bins.Quantiles(10), limits)) {
            models.add(model(bins, Weights.EQUAL, new Grid.TenNames()));
            models.add(model(bins, new Weights(1, 0, 3), new Grid.TenNames()));
            models.add(model(bins, Weights.EQUAL, new Grid.EightClasses(Grid.Middle.MEAN)));
            models.add(model(bins, Weights.EQUAL, new Grid.EightClasses(Grid.Middle.MEDIAN)));
        }
        return models;
    }

    @Test
    void other_scales_are_stretched_to_the_five_of_the_map() {
        var map = new Grid.TenNames();

        assertThat(map.segment(new RfmScores(3, 3, 3, 3), Weights.EQUAL))
                .isEqualTo(RfmSegment.CHAMPIONS);
        assertThat(map.segment(new RfmScores(1, 1, 1, 10), Weights.EQUAL))
                .isEqualTo(RfmSegment.LOST);
    }

    @Test
    void weights_move_customers_over_the_map() {
        var map = new Grid.TenNames();
        var rich = new RfmScores(5, 1, 5, 5);

        assertThat(map.segment(rich, Weights.EQUAL)).isEqualTo(RfmSegment.POTENTIAL_LOYALIST);
        assertThat(map.segment(rich, new Weights(1, 0, 1))).isEqualTo(RfmSegment.CHAMPIONS);
        assertThat(map.segment(rich, new Weights(1, 1, 0))).isEqualTo(RfmSegment.NEW);
    }

    /** The table as Chinese practice writes it (RFM 八分类). */
    @Test
    void each_class_has_its_own_three_levels() {
        var classes = new Grid.EightClasses(Grid.Middle.MEAN);

        assertThat(classes.segment(true, true, true).title().zh()).isEqualTo("重要价值客户");
        assertThat(classes.segment(true, false, true).title().zh()).isEqualTo("重要发展客户");
        assertThat(classes.segment(false, true, true).title().zh()).isEqualTo("重要保持客户");
        assertThat(classes.segment(false, false, true).title().zh()).isEqualTo("重要挽留客户");
        assertThat(classes.segment(true, true, false).title().zh()).isEqualTo("一般价值客户");
        assertThat(classes.segment(true, false, false).title().zh()).isEqualTo("一般发展客户");
        assertThat(classes.segment(false, true, false).title().zh()).isEqualTo("一般保持客户");
        assertThat(classes.segment(false, false, false).title().zh()).isEqualTo("一般挽留客户");
        assertThat(classes.rule(RfmSegment.IMPORTANT_DEVELOP))
                .isEqualTo(
                        new Name(
                                "recency high, frequency low, money high, against the mean",
                                "R 高、F 低、M 高（与平均值相比）"));
    }

    @Test
    void a_group_of_the_map_is_told_by_its_cells() {
        assertThat(new Grid.TenNames().rule(RfmSegment.POTENTIAL_LOYALIST))
                .isEqualTo(
                        new Name(
                                "recency 4 with value 2/3; recency 5 with value 2/3",
                                "R 为 4 且 FM 为 2/3；R 为 5 且 FM 为 2/3"));
    }

    @Test
    void a_value_in_the_middle_is_low_and_the_mean_needs_no_fraction() {
        var run =
                run(
                                model(
                                        new Bins.Quantiles(2),
                                        Weights.EQUAL,
                                        new Grid.EightClasses(Grid.Middle.MEAN)),
                                List.of(
                                        facts(customer(1), sale("a", day("2026-01-01"), "10")),
                                        facts(customer(2), sale("b", day("2026-01-02"), "10")),
                                        facts(
                                                customer(3),
                                                sale("c", day("2026-01-02"), "10.01"),
                                                sale("d", day("2026-01-03"), "0"))))
                        .run();

        // Days 1, 2, 3 have mean 2; counts 1, 1, 2 have mean 1.33; 10, 10, 10.01 have mean 10.0033.
        assertThat(run.recency().mean()).isEqualTo(day("2026-01-02").getEpochSecond() / 86_400);
        assertThat(run.frequency().mean()).isEqualTo(1);
        assertThat(run.monetary().mean()).isEqualTo(100_033);
        assertThat(run.segments())
                .containsEntry(RfmSegment.IMPORTANT_VALUE, 1)
                .containsEntry(RfmSegment.GENERAL_RETAIN, 2);
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_run_counts_everybody_once_and_places_each_as_it_counted_them(RfmModel model) {
        var everybody = population(300);

        var outcome = run(model, everybody);

        var run = outcome.run();
        assertThat(run.segments().keySet()).isEqualTo(new TreeSet<>(model.grid().segments()));
        assertThat(run.segments().values().stream().mapToInt(i -> i).sum())
                .isEqualTo(run.scored())
                .isEqualTo(outcome.members().size());
        for (var known : everybody) {
            var placed = run.place(known, NOW);
            var member =
                    outcome.members().stream()
                            .filter(it -> it.customer().equals(known.customer()))
                            .findFirst();
            assertThat(placed.map(RfmPlacement::segment))
                    .isEqualTo(member.map(RfmRun.Member::segment));
            assertThat(placed.map(RfmPlacement::scores))
                    .isEqualTo(member.map(RfmRun.Member::scores));
        }
    }

    static RfmRun.Outcome run(RfmModel model, List<CustomerFacts> everybody) {
        var table = new RfmTable(16);
        for (var number = 0; number < everybody.size(); number++) {
            var row = number;
            model.measure(everybody.get(number), NOW)
                    .ifPresent(values -> table.customer(row, values));
        }
        return RfmRun.over(
                "run", 1, model, NOW, table, row -> everybody.get(row).customer().value());
    }

    /** Some buy nothing, some only long ago, some only give back; ids ascend. */
    static List<CustomerFacts> population(int customers) {
        var random = new Random(7);
        var everybody = new ArrayList<CustomerFacts>();
        for (var number = 1; number <= customers; number++) {
            var purchases = new ArrayList<Purchase>();
            for (var time = random.nextInt(12); time > 0; time--) {
                var at = NOW.minus(Duration.ofHours(random.nextInt(500 * 24)));
                var id = number + "-" + time;
                var amount = random.nextInt(900) + ".5";
                purchases.add(
                        random.nextInt(8) == 0 ? refund(id, at, amount) : sale(id, at, amount));
            }
            everybody.add(facts(customer(number), purchases.toArray(Purchase[]::new)));
        }
        return everybody;
    }
}
