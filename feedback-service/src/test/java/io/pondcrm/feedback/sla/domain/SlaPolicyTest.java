package io.pondcrm.feedback.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlaPolicyTest {

    static SlaPolicy policy(
            String id, int rank, Set<CaseType> types, Set<Priority> priorities, Set<String> tiers) {
        return new SlaPolicy(
                id, 1, id, true, rank, types, priorities, tiers, "cal", null, Duration.ofHours(4));
    }

    static final SlaPolicy ALL = policy("slp_1", 0, Set.of(), Set.of(), Set.of());
    static final SlaPolicy COMPLAINTS =
            policy("slp_2", 0, Set.of(CaseType.COMPLAINT), Set.of(), Set.of());
    static final SlaPolicy GOLD_COMPLAINTS =
            policy("slp_3", 0, Set.of(CaseType.COMPLAINT), Set.of(), Set.of("GOLD"));
    static final SlaPolicy URGENT = policy("slp_4", 9, Set.of(), Set.of(Priority.P1), Set.of());
    static final List<SlaPolicy> POLICIES = List.of(ALL, COMPLAINTS, GOLD_COMPLAINTS, URGENT);

    @Test
    void the_highest_rank_then_the_most_conditions_decide() {
        assertThat(SlaPolicy.choose(POLICIES, new Demand(CaseType.INQUIRY, Priority.P3, Set.of())))
                .contains(ALL);
        assertThat(
                        SlaPolicy.choose(
                                POLICIES, new Demand(CaseType.COMPLAINT, Priority.P3, Set.of())))
                .contains(COMPLAINTS);
        assertThat(SlaPolicy.choose(POLICIES, demand(Priority.P3, "GOLD")))
                .contains(GOLD_COMPLAINTS);
        assertThat(SlaPolicy.choose(POLICIES, demand(Priority.P1, "GOLD"))).contains(URGENT);
    }

    private static Demand demand(Priority priority, String... tiers) {
        return new Demand(CaseType.COMPLAINT, priority, Set.of(tiers));
    }

    @Test
    void a_tier_of_another_scheme_is_named_with_it() {
        var strategic = policy("slp_5", 0, Set.of(), Set.of(), Set.of("b2b-accounts/STRATEGIC"));
        var policies = List.of(ALL, strategic);

        assertThat(
                        SlaPolicy.choose(
                                policies, demand(Priority.P3, "GOLD", "b2b-accounts/STRATEGIC")))
                .contains(strategic);
        assertThat(SlaPolicy.choose(policies, demand(Priority.P3, "STRATEGIC", "other/STRATEGIC")))
                .contains(ALL);
    }

    @Test
    void of_equals_the_older_one_decides_and_none_where_none_applies() {
        var younger = policy("slp_9", 0, Set.of(), Set.of(), Set.of());
        var inquiry = new Demand(CaseType.INQUIRY, Priority.P3, Set.of("SILVER"));

        assertThat(SlaPolicy.choose(List.of(younger, ALL), inquiry)).contains(ALL);
        assertThat(SlaPolicy.choose(List.of(COMPLAINTS), inquiry)).isEmpty();
        assertThat(SlaPolicy.choose(List.of(), inquiry)).isEmpty();
    }
}
