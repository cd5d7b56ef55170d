package io.pondcrm.segmentation.tier.domain;

import static io.pondcrm.segmentation.tier.domain.GeneratedCards.END;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everything;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.levels;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.someone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TierFlowTest {

    static final Scorecard CURRENT = everything();
    static final Scorecard DRAFT = withLevels("0", "60", "70", "120");

    private static Scorecard withLevels(String... thresholds) {
        return new Scorecard(
                CURRENT.id(),
                2,
                CURRENT.name(),
                CURRENT.currency(),
                CURRENT.zone(),
                CURRENT.membership(),
                CURRENT.grace(),
                levels(thresholds),
                CURRENT.dimensions());
    }

    @Test
    void the_links_of_a_node_add_up_to_its_customers() {
        var movers =
                Movers.NONE.and(
                        LongStream.rangeClosed(1, 300).mapToObj(it -> someone(it)).toList(),
                        CURRENT,
                        DRAFT,
                        END);

        var flow = TierFlow.of(movers.counts(), CURRENT, DRAFT);

        for (var node : flow.before()) {
            assertThat(
                            flow.links().stream()
                                    .filter(it -> it.from().equals(node.tier()))
                                    .mapToLong(TierFlow.Link::customers)
                                    .sum())
                    .isEqualTo(node.customers());
        }
        for (var node : flow.after()) {
            assertThat(
                            flow.links().stream()
                                    .filter(it -> it.to().equals(node.tier()))
                                    .mapToLong(TierFlow.Link::customers)
                                    .sum())
                    .isEqualTo(node.customers());
        }
        assertThat(flow.customers(TierFlow.Direction.FALLS)).isEqualTo(movers.fallen());
        assertThat(flow.after()).extracting(TierFlow.Node::tier).startsWith("T3", "T2", "T1", "T0");
    }

    @Test
    void the_highest_tier_comes_first_and_who_has_none_last() {
        var counts =
                Map.of(
                        new Movers.Move("T2", "T0"), 4L,
                        new Movers.Move("T0", "T0"), 9L,
                        new Movers.Move("", "T1"), 2L,
                        new Movers.Move("T1", ""), 1L);

        assertThat(TierFlow.of(counts, CURRENT, withLevels("0", "60")))
                .isEqualTo(
                        new TierFlow(
                                List.of(
                                        new TierFlow.Node("T2", 4),
                                        new TierFlow.Node("T1", 1),
                                        new TierFlow.Node("T0", 9),
                                        new TierFlow.Node("", 2)),
                                List.of(
                                        new TierFlow.Node("T1", 2),
                                        new TierFlow.Node("T0", 13),
                                        new TierFlow.Node("", 1)),
                                List.of(
                                        link("T2", "T0", 4, TierFlow.Direction.FALLS),
                                        link("T1", "", 1, TierFlow.Direction.FALLS),
                                        link("T0", "T0", 9, TierFlow.Direction.STAYS),
                                        link("", "T1", 2, TierFlow.Direction.RISES))));
        assertThat(TierFlow.of(Map.of(), null, DRAFT).customers()).isZero();
    }

    private static TierFlow.Link link(
            String from, String to, long customers, TierFlow.Direction direction) {
        return new TierFlow.Link(from, to, customers, direction);
    }
}
