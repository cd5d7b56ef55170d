package io.pondcrm.segmentation.rfm.domain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PublicData;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Name;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * UCI Online Retail (CC BY 4.0) as invoices: 4,372 customers, of whom 33 only have credit notes and
 * so no recency, hence no score. The twin below knows nothing of tables, ranks by sorting boxed
 * rows, and reads its data from the file's text.
 */
class RfmOnlineRetailTest {

    private static final LocalDate AS_OF = LocalDate.parse("2011-12-10");
    private static final Instant MOMENT = AS_OF.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final RfmModel MODEL = model(new Grid.TenNames());

    private static final List<Line> LINES = new ArrayList<>();

    record Line(String invoice, long customer, LocalDateTime at, BigDecimal amount) {}

    record Row(long customer, LocalDate last, int sales, BigDecimal money) {}

    private static RfmModel model(Grid grid) {
        return new RfmModel(
                "model",
                1,
                new Name("Online retail", "网上零售"),
                "GBP",
                null,
                ZoneId.of("UTC"),
                new Bins.Quantiles(5),
                Weights.EQUAL,
                RfmModel.Refunds.SUBTRACT,
                grid);
    }

    @BeforeAll
    static void read() throws IOException {
        for (var text : Files.readAllLines(PublicData.ONLINE_RETAIL.file()).subList(1, 22_191)) {
            var fields = text.split(",", 7);
            LINES.add(
                    new Line(
                            fields[0],
                            Long.parseLong(fields[1]),
                            LocalDateTime.parse(fields[2], TIME),
                            new BigDecimal(fields[5])));
        }
    }

    @Test
    void distribution_scores_and_values_equal_a_straightforward_twin() {
        var outcome = run(MODEL, engineFacts());
        var twin = twin();

        assertThat(outcome.run().scored()).isEqualTo(4_339).isEqualTo(twin.size());
        assertThat(outcome.members())
                .allSatisfy(member ->
                        assertThat(
                                        member.scores().cell()
                                                + " "
                                                + member.segment()
                                                + " "
                                                + member.values().lastPurchaseOn()
                                                + " "
                                                + member.values().frequency()
                                                + " "
                                                + member.values().monetary().toPlainString())
                                .isEqualTo(twin.get(member.customer().value())));
        assertThat(outcome.run().segments().values().stream().mapToInt(i -> i).sum())
                .isEqualTo(4_339);
        assertThat(outcome.run().cells().values().stream().mapToInt(i -> i).sum()).isEqualTo(4_339);
    }

    @Test
    void scoring_one_customer_by_the_runs_scales_gives_the_runs_own_score() {
        var facts = engineFacts();
        var outcome = run(MODEL, facts);

        assertThat(outcome.members())
                .allSatisfy(member -> {
                    var placed =
                            outcome.run()
                                    .place(
                                            requireNonNull(facts.get(member.customer().value())),
                                            MOMENT)
                                    .orElseThrow();
                    assertThat(placed.scores()).isEqualTo(member.scores());
                    assertThat(placed.segment()).isEqualTo(member.segment());
                    assertThat(placed.values()).isEqualTo(member.values());
                });
    }

    /**
     * The eight classes the plain way: an average over doubles and a sorted list, neither of them
     * rounded, and the table of classes as practice writes it.
     */
    @ParameterizedTest
    @EnumSource
    void eight_classes_equal_a_straightforward_twin(Grid.Middle against) {
        var facts = engineFacts();
        var outcome = run(model(new Grid.EightClasses(against)), facts);
        var buyers = rows().stream().filter(row -> row.sales() > 0).toList();
        var day = middle(buyers, row -> row.last().toEpochDay(), against);
        var count = middle(buyers, Row::sales, against);
        var money = middle(buyers, row -> row.money().doubleValue(), against);
        var wanted = new TreeMap<String, String>();
        for (var row : buyers) {
            var levels =
                    (row.last().toEpochDay() > day ? "↑" : "↓")
                            + (row.sales() > count ? "↑" : "↓")
                            + (row.money().doubleValue() > money ? "↑" : "↓");
            wanted.put(
                    Fixtures.customer(row.customer()).value(), requireNonNull(CLASSES.get(levels)));
        }

        var found = new TreeMap<String, String>();
        outcome.members()
                .forEach(it -> found.put(it.customer().value(), it.segment().title().zh()));
        assertThat(found).isEqualTo(wanted);
        assertThat(outcome.run().segments().keySet())
                .containsExactlyElementsOf(outcome.run().model().grid().segments());
        assertThat(outcome.run().segments().values().stream().mapToInt(i -> i).sum())
                .isEqualTo(4_339);
        assertThat(outcome.members())
                .allSatisfy(member ->
                        assertThat(
                                        outcome.run()
                                                .place(
                                                        requireNonNull(
                                                                facts.get(
                                                                        member.customer().value())),
                                                        MOMENT)
                                                .orElseThrow()
                                                .segment())
                                .isEqualTo(member.segment()));
    }

    private static final Map<String, String> CLASSES =
            Map.of(
                    "↑↑↑", "重要价值客户",
                    "↑↓↑", "重要发展客户",
                    "↓↑↑", "重要保持客户",
                    "↓↓↑", "重要挽留客户",
                    "↑↑↓", "一般价值客户",
                    "↑↓↓", "一般发展客户",
                    "↓↑↓", "一般保持客户",
                    "↓↓↓", "一般挽留客户");

    private static double middle(List<Row> rows, ToDoubleFunction<Row> of, Grid.Middle against) {
        var values = rows.stream().mapToDouble(of).sorted().toArray();
        return switch (against) {
            case MEAN -> Arrays.stream(values).average().orElseThrow();
            case MEDIAN -> (values[values.length / 2] + values[(values.length - 1) / 2]) / 2;
        };
    }

    private static RfmRun.Outcome run(RfmModel model, Map<String, CustomerFacts> facts) {
        var ids = new ArrayList<>(facts.keySet());
        var table = new RfmTable(10);
        for (var number = 0; number < ids.size(); number++) {
            var customer = number;
            model.measure(requireNonNull(facts.get(ids.get(number))), MOMENT)
                    .ifPresent(values -> table.customer(customer, values));
        }
        return RfmRun.over("run", 1, model, MOMENT, table, ids::get);
    }

    private static TreeMap<String, CustomerFacts> engineFacts() {
        var news = new TreeMap<String, List<Fact>>();
        for (var line : LINES) {
            var refund = line.invoice().startsWith("C");
            news.computeIfAbsent(Fixtures.customer(line.customer()).value(), _ -> new ArrayList<>())
                    .add(
                            new Fact.Purchased(
                                    new Purchase(
                                            line.invoice(),
                                            1,
                                            refund ? Purchase.Kind.REFUND : Purchase.Kind.SALE,
                                            line.at().toInstant(ZoneOffset.UTC),
                                            line.amount().abs(),
                                            "GBP",
                                            null)));
        }
        assertThat(news).hasSize(4_372);
        var facts = new TreeMap<String, CustomerFacts>();
        news.forEach((customer, all) ->
                facts.put(
                        customer,
                        CustomerFacts.nothingAbout(new io.pondcrm.kernel.CustomerId(customer))
                                .learn(all)));
        return facts;
    }

    /** Customer → cell, group and values as text, computed the plain way. */
    private static Map<String, String> twin() {
        var buyers = rows().stream().filter(row -> row.sales() > 0).toList();
        var r = scores(buyers, Comparator.comparing(Row::last));
        var f = scores(buyers, Comparator.comparing(Row::sales));
        var m = scores(buyers, Comparator.comparing(Row::money));
        var texts = new TreeMap<String, String>();
        for (var row : buyers) {
            int recency = requireNonNull(r.get(row.customer()));
            int frequency = requireNonNull(f.get(row.customer()));
            int monetary = requireNonNull(m.get(row.customer()));
            texts.put(
                    Fixtures.customer(row.customer()).value(),
                    "%d%d%d %s %s %d %s"
                            .formatted(
                                    recency,
                                    frequency,
                                    monetary,
                                    group(recency, (int) Math.round((frequency + monetary) / 2.0)),
                                    row.last(),
                                    row.sales(),
                                    row.money().stripTrailingZeros().toPlainString()));
        }
        return texts;
    }

    private static Collection<Row> rows() {
        var rows = new TreeMap<Long, Row>();
        for (var line : LINES) {
            var sale = !line.invoice().startsWith("C");
            rows.merge(
                    line.customer(),
                    new Row(
                            line.customer(),
                            sale ? line.at().toLocalDate() : LocalDate.MIN,
                            sale ? 1 : 0,
                            line.amount()),
                    (one, other) ->
                            new Row(
                                    one.customer(),
                                    one.last().isAfter(other.last()) ? one.last() : other.last(),
                                    one.sales() + other.sales(),
                                    one.money().add(other.money())));
        }
        return rows.values();
    }

    private static Map<Long, Integer> scores(List<Row> rows, Comparator<Row> by) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(by.thenComparing(Row::customer));
        var scores = new TreeMap<Long, Integer>();
        for (var i = 0; i < sorted.size(); i++) {
            scores.put(sorted.get(i).customer(), 1 + i * 5 / sorted.size());
        }
        return scores;
    }

    /** The map as its sources write it: patterns over recency and value. */
    private static String group(int recency, int value) {
        var cell = "" + recency + value;
        return Map.of(
                        "11", "LOST",
                        "12|2[12]", "HIBERNATING",
                        "[12][34]", "AT_RISK",
                        "[12]5", "CANNOT_LOSE",
                        "3[12]", "ABOUT_TO_SLEEP",
                        "33", "NEED_ATTENTION",
                        "[34][45]", "LOYAL",
                        "41", "PROMISING",
                        "51", "NEW",
                        "[45][23]", "POTENTIAL_LOYALIST")
                .entrySet()
                .stream()
                .filter(group -> cell.matches(group.getKey()))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse("CHAMPIONS");
    }
}
