package io.pondcrm.segmentation.preset.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.Measure;
import io.pondcrm.segmentation.tier.domain.OtherScores;
import io.pondcrm.segmentation.tier.domain.PointCounts;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PresetTest {

    static final Instant JANUARY = day("2026-01-01");

    @Test
    void each_makes_schemes_of_a_known_name() {
        assertThat(Arrays.stream(Preset.values()).map(Preset::code))
                .containsExactly(
                        "333",
                        "lifecycle-4",
                        "lifecycle-5",
                        "three-layer",
                        "value-3",
                        "behaviour-3",
                        "retail-membership",
                        "b2b-accounts",
                        "bank");
        for (var preset : Preset.values()) {
            assertThat(Preset.find(preset.code())).contains(preset);
            preset.scheme("CNY")
                    .map(TierRules::id)
                    .ifPresent(it -> assertThat(preset.tierScheme()).contains(it));
        }
        assertThat(Preset.LAYERS_AND_PHASES.tierScheme()).contains("three-layer");
        assertThat(Preset.LAYERS_AND_PHASES.lifecycleScheme()).contains("lifecycle-5");
        assertThat(Preset.LIFECYCLE_4.tierScheme()).isEmpty();
        assertThat(Preset.BANK.lifecycleScheme()).isEmpty();
    }

    @Test
    void the_retail_membership_is_as_a_company_wants_it_or_as_it_is_from_the_beginning() {
        assertThat(Preset.RETAIL_MEMBERSHIP.scheme("CNY")).contains(TierScheme.RETAIL_MEMBERSHIP);

        var wished =
                (TierScheme)
                        Preset.RETAIL_MEMBERSHIP
                                .scheme(
                                        new Preset.Wish(
                                                "EUR",
                                                ZoneId.of("Europe/Berlin"),
                                                null,
                                                Map.of("GOLD", new Name("Treue", "忠诚"))))
                                .orElseThrow();

        assertThat(wished.currency()).isEqualTo("EUR");
        assertThat(wished.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(wished.name()).isEqualTo(TierScheme.RETAIL_MEMBERSHIP.name());
        assertThat(wished.level("GOLD").name().en()).isEqualTo("Treue");
        assertThat(wished.level("GOLD").threshold()).isEqualByComparingTo("10000");
        assertThat(wished.level("SILVER")).isEqualTo(TierScheme.RETAIL_MEMBERSHIP.level("SILVER"));
    }

    @Test
    void goals_are_shares_of_layers_and_phases_told_from_where_they_began() {
        var due = LocalDate.parse("2027-01-01");
        var begun =
                Goal.read(
                        Map.of("VIP", 1L, "ORDINARY", 5L, "POTENTIAL", 4L),
                        Map.of("POTENTIAL", 2L, "REPEAT", 3L, "LOYAL", 1L, "LOST", 4L));
        var now =
                Goal.read(
                        Map.of("VIP", 3L, "ORDINARY", 13L, "POTENTIAL", 4L),
                        Map.of("POTENTIAL", 4L, "REPEAT", 6L, "LOYAL", 8L, "LOST", 6L));
        var goals = Goal.all(LocalDate.parse("2026-01-01"));

        assertThat(goals).extracting(Goal::due).containsOnly(due);
        assertThat(goals.stream().map(it -> of(it.begunAt(reading(begun, it)), now)))
                .containsExactly(
                        // from 1 of 10 to 3 of 20: half of the way to a fifth
                        "VIP_SHARE 0.1500 false 0.0500 0.5000",
                        "LOYAL_SHARE 0.4000 true 0 1",
                        // from a half of the buyers to 3 of 10: two thirds of the way down
                        "LOST_SHARE 0.3000 false 0.1000 0.6667");
        assertThat(goals.stream().map(it -> of(it, Goal.read(Map.of(), Map.of()))))
                .containsExactly(
                        "VIP_SHARE - false 0.20 0",
                        "LOYAL_SHARE - false 0.30 0",
                        "LOST_SHARE - false 0.20 0");
        // Who began beyond the target and fell behind it has made no way.
        var behind = new Goal(Kpi.VIP_SHARE, Kpi.VIP_SHARE.target(), new BigDecimal("0.5"), due);
        assertThat(of(behind, now)).isEqualTo("VIP_SHARE 0.1500 false 0.0500 0");
    }

    private static Kpi.Reading reading(Map<Kpi, Kpi.Reading> readings, Goal goal) {
        return Objects.requireNonNull(readings.get(goal.kpi()));
    }

    private static String of(Goal goal, Map<Kpi, Kpi.Reading> readings) {
        var progress = goal.progress(reading(readings, goal));
        return "%s %s %s %s %s"
                .formatted(
                        goal.kpi(),
                        progress.actual().map(BigDecimal::toPlainString).orElse("-"),
                        progress.attained(),
                        progress.gap(),
                        progress.progress());
    }

    @Test
    void a_one_day_spike_does_not_make_a_bank_customer_a_vip_and_a_lasting_deposit_does() {
        var trades =
                new Purchase[] {
                    sale("1", JANUARY, "1000"),
                    sale("2", JANUARY.plus(Duration.ofDays(10)), "1000"),
                    sale("3", JANUARY.plus(Duration.ofDays(20)), "1000"),
                    sale("4", JANUARY.plus(Duration.ofDays(30)), "1000000"),
                    refund("5", JANUARY.plus(Duration.ofDays(31)), "1000000")
                };
        var spike = registered(ADA, JANUARY, trades);
        var lasting = registered(ADA, JANUARY, Arrays.copyOf(trades, 4));
        var bank = rules(Preset.BANK);

        for (var days = 0; days <= 200; days++) {
            assertThat(tier(bank, spike, JANUARY.plus(Duration.ofDays(days))))
                    .as("day %d", days)
                    .isEqualTo("ORDINARY");
        }
        assertThat(tier(bank, lasting, JANUARY.plus(Duration.ofDays(31)))).isEqualTo("ORDINARY");
        assertThat(tier(bank, lasting, JANUARY.plus(Duration.ofDays(40)))).isEqualTo("QUALITY");
        assertThat(tier(bank, lasting, JANUARY.plus(Duration.ofDays(76)))).isEqualTo("VIP");
    }

    @Test
    void three_layers_are_told_by_purchases_and_spend() {
        var rules = rules(Preset.THREE_LAYER);

        assertThat(tier(rules, registered(ADA, JANUARY), day("2026-02-01"))).isEqualTo("POTENTIAL");
        assertThat(tier(rules, buyer("10"), day("2026-02-01"))).isEqualTo("ORDINARY");
        assertThat(tier(rules, buyer("10000"), day("2026-02-01"))).isEqualTo("VIP");
    }

    @Test
    void value_is_told_by_the_place_among_all_by_spend_of_a_year() {
        var day = day("2026-02-01");
        var all =
                IntStream.range(0, 10)
                        .mapToObj(it -> it < 3 ? registered(ADA, JANUARY) : buyer("" + 100 * it))
                        .toList();
        var written = rules(Preset.VALUE_3);
        assertThat(written.needsSimulation()).isTrue();
        var counts = new PointCounts(written, day);
        counts.add(all);
        var rules = written.with(written.cutPoints().and(counts.toTable("tcut_1"), day));

        assertThat(all.stream().map(it -> tier(rules, it, day)))
                .containsExactly(
                        "LOW",
                        "LOW",
                        "LOW",
                        "LOW",
                        "LOW",
                        "ORDINARY",
                        "ORDINARY",
                        "ORDINARY",
                        "HIGH",
                        "HIGH");
        // The least of the high ones: until the next drawing it is as good as a threshold.
        assertThat(tier(rules, buyer("799.99"), day)).isEqualTo("ORDINARY");
        assertThat(tier(rules, buyer("800"), day)).isEqualTo("HIGH");
        // Three months later nothing has changed; a year later it is gone.
        assertThat(tier(rules, buyer("900"), day("2026-12-01"))).isEqualTo("HIGH");
        assertThat(tier(rules, buyer("900"), day("2027-06-01"))).isEqualTo("LOW");
        // Where fewer have bought than there are places, those who did not have none.
        var few = new PointCounts(written, day);
        few.add(all.subList(0, 4));
        var drawn = written.with(written.cutPoints().and(few.toTable("tcut_2"), day));
        assertThat(tier(drawn, buyer("300"), day)).isEqualTo("HIGH");
        assertThat(tier(drawn, registered(ADA, JANUARY), day)).isEqualTo("LOW");
    }

    @Test
    void behaviour_tells_leads_from_buyers() {
        var rules = rules(Preset.BEHAVIOUR_3);
        var often =
                registered(
                        ADA,
                        JANUARY,
                        sale("1", day("2026-01-05"), "1"),
                        sale("2", day("2026-01-06"), "1"),
                        sale("3", day("2026-01-07"), "1"),
                        sale("4", day("2026-01-08"), "1"));

        assertThat(tier(rules, registered(ADA, JANUARY), day("2026-02-01")))
                .isEqualTo("NEVER_BOUGHT");
        assertThat(tier(rules, buyer("1"), day("2026-02-01"))).isEqualTo("OCCASIONAL");
        assertThat(tier(rules, often, day("2026-02-01"))).isEqualTo("FREQUENT");
        assertThat(tier(rules, often, day("2026-09-01"))).isEqualTo("OCCASIONAL");
        assertThat(tier(rules, often, day("2046-09-01"))).isEqualTo("OCCASIONAL");
        assertThat(tier(rules, registered(ADA, JANUARY), day("2046-02-01")))
                .isEqualTo("NEVER_BOUGHT");
    }

    @Test
    void accounts_weigh_what_is_known_of_them() {
        var rules = rules(Preset.B2B_ACCOUNTS);
        var known = JANUARY.minus(Duration.ofDays(1_825));
        var account = registered(ADA, known, sale("1", JANUARY, "600000"));
        var expecting =
                rules.toldBy((measure, _, span) -> {
                    assertThat(measure.score()).isEqualTo(Measure.OtherScore.CLV_VALUE);
                    assertThat(span.currency()).isEqualTo("CNY");
                    return List.of(
                            new OtherScores.Said(known, new BigDecimal("1200000.00"), "clv_1/1"));
                });

        // 60 × 0.5 and 100 × 0.3 of a weight of 0.8; once a model is in use, 100 × 0.2 beside them
        assertThat(contributions(rules, account)).containsExactly("37.5", "37.5", "0");
        assertThat(contributions(expecting, account)).containsExactly("30", "30", "20");
        assertThat(tier(rules, account, day("2026-02-01"))).isEqualTo("STRATEGIC");
        assertThat(tier(expecting, account, day("2026-02-01"))).isEqualTo("STRATEGIC");
        assertThat(rules.score(account, day("2026-02-01")).orElseThrow().contributions().getLast())
                .extracting(it -> it.rule().en())
                .isEqualTo("not known: left out, the others count more");
        assertThat(
                        expecting
                                .score(account, day("2026-02-01"))
                                .orElseThrow()
                                .contributions()
                                .getLast())
                .extracting(it -> it.rule().en())
                .isEqualTo("100 points × 0.2, by clv_1/1");
    }

    private static List<String> contributions(Scorecard rules, CustomerFacts facts) {
        return rules.score(facts, day("2026-02-01")).orElseThrow().contributions().stream()
                .map(Contribution::points)
                .map(it -> it.stripTrailingZeros().toPlainString())
                .toList();
    }

    private static CustomerFacts buyer(String amount) {
        return registered(ADA, JANUARY, sale("1", day("2026-01-05"), amount));
    }

    private static Scorecard rules(Preset preset) {
        return (Scorecard) preset.scheme("CNY").orElseThrow();
    }

    private static String tier(Scorecard rules, CustomerFacts facts, Instant at) {
        return rules.follow(facts, at).orElseThrow().standing().tier();
    }
}
