package io.pondcrm.segmentation.standing.domain;

import static io.pondcrm.segmentation.tier.domain.GeneratedCards.END;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everything;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.levels;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.tier.domain.Dimension;
import io.pondcrm.segmentation.tier.domain.Movers;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.pondcrm.segmentation.tier.domain.WhenMissing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a simulation says is what publishing does. */
class TierSimulationTest {

    static final Scorecard CURRENT = everything();
    static final Scorecard DRAFT =
            new Scorecard(
                    CURRENT.id(),
                    2,
                    CURRENT.name(),
                    CURRENT.currency(),
                    CURRENT.zone(),
                    CURRENT.membership(),
                    CURRENT.grace(),
                    levels("0", "60", "70", "120"),
                    CURRENT.dimensions().stream()
                            .map(it -> it.code().equals("average") ? strict(it) : it)
                            .toList());
    static final List<CustomerFacts> BASE =
            LongStream.rangeClosed(1, 1_000).mapToObj(it -> someone(it)).toList();

    private static Dimension strict(Dimension dimension) {
        return new Dimension(
                dimension.code(),
                dimension.name(),
                dimension.measure(),
                dimension.scale(),
                dimension.weight(),
                new WhenMissing.NoTier());
    }

    private static Definitions definitions(TierRules... schemes) {
        return new Definitions(
                List.of(schemes),
                LifecycleScheme.lifecycle5(5, Duration.ofDays(365), Duration.ofDays(180)),
                List.of(),
                List.of(),
                RfmModel.MAIN,
                List.of(),
                "CNY");
    }

    private static Standing.Reconsidered reconsidered(
            CustomerFacts facts, Standing before, Definitions definitions) {
        return Standing.of(facts, before, definitions, END, Occasion.silence(facts, null));
    }

    @Test
    void publishing_does_exactly_what_the_simulation_said() {
        var said = Movers.NONE;
        for (var from = 0; from < BASE.size(); from += 300) {
            said =
                    said.and(
                            BASE.subList(from, Math.min(BASE.size(), from + 300)),
                            CURRENT,
                            DRAFT,
                            END);
        }

        var moved = new HashMap<Movers.Move, Long>();
        var announced = new HashMap<Movers.Move, Long>();
        var fallen = new HashSet<String>();
        var revenue = BigDecimal.ZERO;
        for (var facts : BASE) {
            var before = reconsidered(facts, Standing.NONE, definitions(CURRENT)).standing();
            var after = reconsidered(facts, before, definitions(DRAFT));
            var was = before.schemes().get("accounts");
            var is = after.standing().schemes().get("accounts");
            if (was != null || is != null) {
                moved.merge(
                        new Movers.Move(was == null ? "" : was.tier(), is == null ? "" : is.tier()),
                        1L,
                        Long::sum);
            }
            for (var change : after.changes()) {
                if (change instanceof StandingChange.TierMoved it
                        && it.scheme().id().equals("accounts")) {
                    var from = String.valueOf(it.from());
                    announced.merge(
                            new Movers.Move(from, it.course().standing().tier()), 1L, Long::sum);
                    if (DRAFT.direction(it.from(), it.course().standing().tier())
                            == TierRules.Direction.LOWERED) {
                        fallen.add(facts.customer().value());
                        revenue = revenue.add(spent(facts));
                    }
                }
                if (change instanceof StandingChange.TierLeft it) {
                    announced.merge(new Movers.Move(it.from(), ""), 1L, Long::sum);
                    assertThat(it.reasons()).isNotEmpty();
                    fallen.add(facts.customer().value());
                    revenue = revenue.add(spent(facts));
                }
            }
        }

        assertThat(said.counts()).isEqualTo(moved);
        assertThat(said.customers()).isEqualTo(1_000);
        var changed = new HashMap<>(said.counts());
        changed.keySet().removeIf(move -> move.from().equals(move.to()));
        assertThat(changed.keySet()).anyMatch(move -> move.to().isEmpty());
        assertThat(changed).isEqualTo(announced);
        assertThat(said.fallen()).isEqualTo(fallen.size()).isGreaterThan(30);
        assertThat(fallen).containsAll(said.sample());
        assertThat(said.sample()).hasSize(20);
        assertThat(said.revenueAtRisk()).isEqualByComparingTo(revenue);
    }

    @Test
    void publishing_a_membership_does_exactly_what_its_simulation_said() {
        var current = TierScheme.RETAIL_MEMBERSHIP;
        var draft =
                new TierScheme(
                        current.id(),
                        2,
                        current.name(),
                        current.currency(),
                        90,
                        Period.ofMonths(1),
                        Period.ofDays(3),
                        current.zone(),
                        levels("0", "300", "900"));
        var said = Movers.NONE.and(BASE, current, draft, END);

        var moved = new HashMap<Movers.Move, Long>();
        for (var facts : BASE) {
            var before = reconsidered(facts, Standing.NONE, definitions(current)).standing().tier();
            var after = reconsidered(facts, Standing.NONE, definitions(draft)).standing().tier();
            if (before != null && after != null) {
                moved.merge(new Movers.Move(before.tier(), after.tier()), 1L, Long::sum);
            }
        }

        assertThat(said.counts()).isEqualTo(moved).hasSizeGreaterThan(3);
        assertThat(said.after().keySet()).hasSize(3);
    }

    private static BigDecimal spent(CustomerFacts facts) {
        return facts.purchasesAt(END, "CNY", Movers.RISK_WINDOW).stream()
                .map(Purchase::signedAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void a_tier_without_a_look_ahead_is_the_tier_with_it() {
        for (var facts : BASE) {
            assertThat(CURRENT.findTier(facts, END))
                    .isEqualTo(CURRENT.follow(facts, END).map(it -> it.standing().tier()));
        }
    }

    @Test
    void a_first_version_finds_everybody_without_a_tier() {
        var said = Movers.NONE.and(BASE, null, DRAFT, END);

        assertThat(said.counts().keySet()).allMatch(move -> move.from().isEmpty());
        assertThat(said.fallen()).isZero();
        assertThat(said.after().values().stream().mapToLong(it -> it).sum())
                .isEqualTo(said.counts().values().stream().mapToLong(it -> it).sum());
    }

    @Test
    void a_second_look_changes_nothing_and_a_retired_scheme_gives_no_tier() {
        var events = new ArrayList<StandingChange>();
        for (var facts : BASE.subList(0, 300)) {
            var first = reconsidered(facts, Standing.NONE, definitions(CURRENT));
            events.addAll(reconsidered(facts, first.standing(), definitions(CURRENT)).changes());
            var retired = reconsidered(facts, first.standing(), definitions());
            assertThat(retired.standing().schemes()).isEqualTo(Map.of());
            var had = first.standing().schemes().get("accounts");
            assertThat(retired.changes())
                    .isEqualTo(
                            had == null
                                    ? List.of()
                                    : List.of(
                                            new StandingChange.TierLeft(
                                                    "accounts", null, had.tier(), List.of(), END)));
        }
        assertThat(events).isEmpty();
    }
}
