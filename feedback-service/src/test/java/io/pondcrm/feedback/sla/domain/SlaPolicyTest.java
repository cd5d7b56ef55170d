package io.pondcrm.feedback.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.feedback.entitlement.domain.Entitlement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlaPolicyTest {

    static SlaPolicy policy(
            String id, int rank, Set<CaseType> types, Set<Priority> priorities, Set<String> tiers) {
        return new SlaPolicy(
                id,
                1,
                id,
                true,
                rank,
                types,
                priorities,
                tiers,
                Set.of(),
                "cal",
                null,
                Duration.ofHours(4));
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
        assertThat(
                        SlaPolicy.choose(
                                POLICIES,
                                new Demand(CaseType.INQUIRY, Priority.P3, Set.of(), List.of())))
                .contains(ALL);
        assertThat(
                        SlaPolicy.choose(
                                POLICIES,
                                new Demand(CaseType.COMPLAINT, Priority.P3, Set.of(), List.of())))
                .contains(COMPLAINTS);
        assertThat(SlaPolicy.choose(POLICIES, demand(Priority.P3, "GOLD")))
                .contains(GOLD_COMPLAINTS);
        assertThat(SlaPolicy.choose(POLICIES, demand(Priority.P1, "GOLD"))).contains(URGENT);
    }

    private static Demand demand(Priority priority, String... tiers) {
        return new Demand(CaseType.COMPLAINT, priority, Set.of(tiers), List.of());
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
        var inquiry = new Demand(CaseType.INQUIRY, Priority.P3, Set.of("SILVER"), List.of());

        assertThat(SlaPolicy.choose(List.of(younger, ALL), inquiry)).contains(ALL);
        assertThat(SlaPolicy.choose(List.of(COMPLAINTS), inquiry)).isEmpty();
        assertThat(SlaPolicy.choose(List.of(), inquiry)).isEmpty();
    }

    static final SlaPolicy DEDICATED =
            new SlaPolicy(
                    "slp_6",
                    1,
                    "Dedicated",
                    true,
                    0,
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of("DEDICATED_SUPPORT"),
                    "cal",
                    Duration.ofHours(2),
                    null);

    @Test
    void a_policy_for_a_benefit_is_for_those_who_have_it_whatever_their_tier() {
        var policies = List.of(ALL, DEDICATED);

        assertThat(SlaPolicy.choose(policies, entitled(support("g1", Map.of()))))
                .contains(DEDICATED);
        assertThat(SlaPolicy.choose(policies, entitled())).contains(ALL);
        assertThat(SlaPolicy.choose(policies, demand(Priority.P3, "DEDICATED_SUPPORT")))
                .contains(ALL);
    }

    @Test
    void what_the_benefit_says_goes_before_what_the_policy_says() {
        assertThat(DEDICATED.termsFor(entitled(support("g1", Map.of()))))
                .isEqualTo(
                        new Terms(
                                Map.of(ClockKind.FIRST_RESPONSE, Duration.ofHours(2)),
                                ground("g1")));
        assertThat(
                        DEDICATED.termsFor(
                                entitled(
                                        support(
                                                "g1",
                                                Map.of(
                                                        "firstResponse", "PT30M",
                                                        "resolution", "P1D")))))
                .isEqualTo(
                        new Terms(
                                Map.of(
                                        ClockKind.FIRST_RESPONSE,
                                        Duration.ofMinutes(30),
                                        ClockKind.RESOLUTION,
                                        Duration.ofDays(1)),
                                ground("g1", ClockKind.FIRST_RESPONSE, ClockKind.RESOLUTION)));
        assertThat(ALL.termsFor(entitled(support("g1", Map.of("resolution", "PT1M")))))
                .isEqualTo(new Terms(Map.of(ClockKind.RESOLUTION, Duration.ofHours(4)), null));
    }

    @Test
    void of_two_that_give_the_benefit_the_one_that_promises_the_soonest_does() {
        var slow = support("g1", Map.of("firstResponse", "PT4H", "resolution", "PT5H"));
        var soon = support("g2", Map.of("firstResponse", "PT30M"));

        assertThat(DEDICATED.termsFor(entitled(slow, soon)).ground())
                .isEqualTo(ground("g2", ClockKind.FIRST_RESPONSE));
        assertThat(DEDICATED.termsFor(entitled(soon, slow)).ground())
                .isEqualTo(ground("g2", ClockKind.FIRST_RESPONSE));
    }

    private static Demand entitled(Entitlement... held) {
        return new Demand(CaseType.COMPLAINT, Priority.P3, Set.of(), List.of(held));
    }

    private static Entitlement support(String grant, Map<String, Object> parameters) {
        return new Entitlement(
                "DEDICATED_SUPPORT", "ben_1", grant, "b2b-accounts", "STRATEGIC", parameters, null);
    }

    private static Ground ground(String grant, ClockKind... sets) {
        return new Ground(
                "DEDICATED_SUPPORT",
                "ben_1",
                grant,
                "b2b-accounts",
                "STRATEGIC",
                null,
                Set.of(sets));
    }
}
