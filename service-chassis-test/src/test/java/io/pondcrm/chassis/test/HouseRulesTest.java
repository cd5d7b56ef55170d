package io.pondcrm.chassis.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pondcrm.chassis.test.HouseRules.HouseRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseRulesTest {

    private static final JavaClasses CANARIES =
            new ClassFileImporter().importPackages("io.pondcrm.canary");
    private static final JavaClasses EXEMPLAR =
            new ClassFileImporter().importPackages("io.pondcrm.exemplar");

    /** What each rule must say about the canaries: every way of breaking it. */
    private static final Map<Integer, List<String>> SAID =
            Map.ofEntries(
                    Map.entry(1, List.of("KnowsSpring")),
                    Map.entry(2, List.of("ReachesIntoTheShop")),
                    Map.entry(3, List.of("ShopShelf", "LoyaltyFilter")),
                    Map.entry(4, List.of("PublicController")),
                    Map.entry(
                            5,
                            List.of(
                                    "Instant.now()",
                                    "references method <java.time.Instant.now()>",
                                    "LocalDate.now(java.time.ZoneId)",
                                    "UUID.randomUUID()",
                                    "System.currentTimeMillis()",
                                    "Clock.systemUTC()",
                                    "java.util.Date.<init>()")),
                    Map.entry(
                            6,
                            List.of(
                                    "BasketImpl",
                                    "BasketUtils",
                                    "BasketHelper",
                                    "BasketManager",
                                    "BasketBase",
                                    "BasketCommon",
                                    "BasketDto",
                                    "BasketDTO",
                                    "BasketMapper")),
                    Map.entry(7, List.of("Price.amount", "Price.half")),
                    Map.entry(8, List.of("PublicController.aggregate")),
                    Map.entry(9, List.of("ProblemDetail.forStatus", "CatchesAll")),
                    Map.entry(10, List.of("io.pondcrm.canary.shop has no")),
                    Map.entry(
                            11,
                            List.of(
                                    "CratePackedV1 has no @EventType",
                                    "CrateSentV1 is named 'crate.sent.v2'",
                                    "has the name 'crate.sent.v2' of",
                                    "CrateSentV1 has no samples")),
                    Map.entry(
                            12,
                            List.of(
                                    "Class <io.pondcrm.canary.chassis.web.LoyaltyFilter> has name",
                                    "CratePackedV1",
                                    "jobs.Cursor")),
                    Map.entry(
                            13,
                            List.of(
                                    "Thread.sleep",
                                    "TimeUnit.sleep",
                                    "SleepyTest.annotated is a mock",
                                    "Mockito.mock(java.lang.Class)",
                                    "Mockito.mock([Ljava.lang.Object;)")),
                    Map.entry(14, List.of("OldJackson")));

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_reports_every_way_of_breaking_it(HouseRule rule) {
        var report = rule.rule().evaluate(CANARIES).getFailureReport().toString();

        assertThat(report).contains(SAID.get(rule.number()));
        assertThat(report).as("has a reason").contains(", because ");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_leaves_good_code_alone(HouseRule rule) {
        var report = rule.rule().allowEmptyShould(true).evaluate(EXEMPLAR).getFailureReport();

        assertThat(report.getDetails()).isEmpty();
    }

    @Test
    void what_is_allowed_is_not_reported() {
        var reports = new StringBuilder();
        HouseRules.all()
                .forEach(it -> reports.append(it.rule().evaluate(CANARIES).getFailureReport()));

        assertThat(reports.toString())
                .doesNotContain("Instant.now(java.time.Clock)", "Recency", "jobs.Cursor has");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.pondcrm.kernel",
                "io.pondcrm.contracts",
                "io.pondcrm.chassis",
                "io.pondcrm.local"
            })
    void our_libraries_keep_the_rules(String basePackage) {
        HouseRules.check(basePackage);
    }

    static List<HouseRule> rules() {
        return HouseRules.all();
    }
}
