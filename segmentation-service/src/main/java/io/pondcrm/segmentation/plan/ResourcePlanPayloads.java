package io.pondcrm.segmentation.plan;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.plan.domain.Hours;
import io.pondcrm.segmentation.plan.domain.ResourcePlan;
import io.pondcrm.segmentation.plan.domain.Team;
import io.pondcrm.segmentation.plan.domain.TierNeed;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What callers send and see of resource plans. Hours are decimal texts with up to two digits. */
final class ResourcePlanPayloads {

    private static final int LEVEL_DIGITS = 4;

    private ResourcePlanPayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "NewPlanTeam", description = "People with time for customers")
    record NewTeam(
            @NotBlank @Size(max = 60) @Schema(example = "key-accounts") String id,
            @NotNull
                    @Pattern(regexp = "[0-9]{1,7}(\\.[0-9]{1,2})?")
                    @Schema(description = "What they have together", example = "160.00")
                    String hours,
            @Nullable
                    @Size(max = 50)
                    @Schema(
                            description = "Whom they may serve; all tiers if left out",
                            example = "[\"GOLD\", \"SILVER\"]")
                    List<@NotBlank @Size(max = 60) String> tiers) {

        Team toDomain() {
            return new Team(
                    id, Hours.of(hours), tiers == null ? new HashSet<>() : new HashSet<>(tiers));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "NewPlanTier", description = "What customers of a tier can use and must get")
    record NewTier(
            @NotBlank @Size(max = 60) @Schema(example = "GOLD") String tier,
            @NotNull
                    @Pattern(regexp = "[0-9]{1,4}(\\.[0-9]{1,2})?")
                    @Schema(description = "What one customer can use at most", example = "4.00")
                    String hoursPerCustomer,
            @NotNull
                    @Pattern(regexp = "0(\\.[0-9]{1,4})?|1(\\.0{1,4})?")
                    @Schema(
                            description =
                                    "The share of hoursPerCustomer that everybody gets at least",
                            example = "0.25")
                    String minServiceLevel,
            @Nullable
                    @Schema(
                            description =
                                    "What the tier's customers are worth together; their net spend"
                                            + " of the last 365 days if left out, for which every"
                                            + " customer is looked at")
                    Money valueAtRisk,
            @Nullable
                    @Min(0)
                    @Max(1_000_000_000)
                    @Schema(
                            description = "How many to plan for; as many as hold it if left out",
                            example = "120")
                    Long customers) {}

    /** What a caller sends to make a plan. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewResourcePlan", description = "Time that there is, and what it is for")
    record NewPlan(
            @NotBlank @Size(max = 100) @Schema(example = "Care in December") String name,
            @Nullable
                    @Size(max = 60)
                    @Schema(
                            description = "A tier scheme; the main one if left out",
                            example = "retail-membership")
                    String scheme,
            @NotEmpty @Size(max = 50) @Schema(description = "Whose time it is")
                    List<@NotNull @Valid NewTeam> teams,
            @NotEmpty @Size(max = 50) @Schema(description = "Every tier of the scheme, once")
                    List<@NotNull @Valid NewTier> tiers) {

        /** What the constraints on single fields can't say. */
        List<FieldError> faults(List<String> known, String currency) {
            var faults = new ArrayList<FieldError>();
            if (known.isEmpty()) {
                faults.add(
                        fault(
                                "/scheme",
                                "tier-scheme",
                                "One that GET /api/v1/tier-schemes lists",
                                "请使用 GET /api/v1/tier-schemes 列出的方案"));
                return faults;
            }
            var ids = new HashSet<String>();
            for (var at = 0; at < teams.size(); at++) {
                var team = teams.get(at);
                if (!ids.add(team.id())) {
                    faults.add(fault("/teams/" + at + "/id", "once", "Each team once", "团队不可重复"));
                }
                if (team.tiers() != null && !known.containsAll(team.tiers())) {
                    faults.add(
                            fault(
                                    "/teams/" + at + "/tiers",
                                    "tier",
                                    "Tiers of this scheme",
                                    "请使用此方案中的等级"));
                }
            }
            var named = tiers.stream().map(NewTier::tier).toList();
            if (named.size() != known.size()
                    || !new TreeSet<>(named).equals(new TreeSet<>(known))) {
                faults.add(
                        fault(
                                "/tiers",
                                "every-tier",
                                "Every tier of the scheme, once: nobody is left out",
                                "须包含方案的每个等级且仅一次：不遗漏任何客户"));
            }
            for (var at = 0; at < tiers.size(); at++) {
                var value = tiers.get(at).valueAtRisk();
                if (value != null
                        && (value.amount().signum() < 0
                                || !value.currency().getCurrencyCode().equals(currency))) {
                    faults.add(
                            new FieldError(
                                    "/tiers/" + at + "/valueAtRisk",
                                    "value",
                                    new Text("Not negative, in {0}", "不可为负，且币种为 {0}"),
                                    List.of(currency)));
                }
            }
            return faults;
        }

        boolean needsValues() {
            return tiers.stream().anyMatch(it -> it.valueAtRisk() == null);
        }

        List<Team> teamsToDomain() {
            return teams.stream().map(NewTeam::toDomain).toList();
        }

        /**
         * The tiers' needs in the order in which they were sent; only after {@link #faults} found
         * none.
         *
         * @param counts how many customers hold each tier
         * @param spend what they spent; a tier that is not in it spent nothing
         */
        List<TierNeed> needs(Map<String, Long> counts, Map<String, BigDecimal> spend) {
            return tiers.stream()
                    .map(it -> {
                        var given = it.valueAtRisk();
                        var customers = it.customers();
                        return new TierNeed(
                                it.tier(),
                                customers == null ? counts.getOrDefault(it.tier(), 0L) : customers,
                                Hours.of(it.hoursPerCustomer()),
                                new BigDecimal(it.minServiceLevel()),
                                given == null
                                        ? spend.getOrDefault(it.tier(), BigDecimal.ZERO)
                                                .max(BigDecimal.ZERO)
                                        : given.amount(),
                                given == null);
                    })
                    .toList();
        }

        private static FieldError fault(String pointer, String code, String en, String zh) {
            return new FieldError(pointer, code, new Text(en, zh));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PlanShare", description = "So much of a team's time goes to the tier")
    record Share(
            @Schema(example = "key-accounts") String team,
            @Schema(example = "120.00") String hours) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "PlanTier", description = "What a tier gets")
    record TierLine(
            @Schema(example = "GOLD") String tier,
            @Schema(example = "120") long customers,
            @Schema(description = "What one customer can use at most", example = "4.00")
                    String hoursPerCustomer,
            @Schema(example = "0.25") String minServiceLevel,
            @Schema(description = "What everybody gets at least", example = "1.00")
                    String floorHoursPerCustomer,
            @Schema(description = "What the tier gets", example = "300.00") String hours,
            @Schema(
                            description =
                                    "Of all that its customers can use; absent if that is nothing",
                            example = "0.6250")
                    @Nullable String serviceLevel,
            Money valueAtRisk,
            @Schema(description = "Whether that is their net spend of the last 365 days")
                    boolean valueComputed,
            @Schema(description = "The service level's share of it") Money valueServed,
            List<Share> teams) {

        static TierLine of(ResourcePlan plan, TierNeed need) {
            var hours = plan.hoursForTier(need.tier());
            return new TierLine(
                    need.tier(),
                    need.customers(),
                    text(need.each()),
                    need.minServiceLevel().toPlainString(),
                    text(need.floorEach()),
                    text(hours),
                    need.most().equals(Hours.NONE)
                            ? null
                            : hours.toDecimal()
                                    .divide(
                                            need.most().toDecimal(),
                                            LEVEL_DIGITS,
                                            RoundingMode.DOWN)
                                    .toPlainString(),
                    money(plan, need.valueAtRisk()),
                    need.valueComputed(),
                    money(plan, need.valueServed(hours)),
                    plan.shares().stream()
                            .filter(it -> it.tier().equals(need.tier()))
                            .map(it -> new Share(it.team(), text(it.hours())))
                            .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PlanTeam", description = "What a team gives")
    record TeamLine(
            @Schema(example = "key-accounts") String id,
            @Schema(description = "What it has", example = "160.00") String hours,
            @Schema(description = "What it gives", example = "150.00") String used,
            @Schema(description = "Whom it may serve; empty for all") List<String> tiers) {

        static TeamLine of(ResourcePlan plan, Team team) {
            return new TeamLine(
                    team.id(),
                    text(team.capacity()),
                    text(plan.hoursOfTeam(team.id())),
                    List.copyOf(new TreeSet<>(team.tiers())));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ResourcePlan",
            description = "The hours of teams over tiers that serve the most value at risk")
    record View(
            @Schema(example = "plan_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            @Schema(example = "retail-membership") String scheme,
            List<TierLine> tiers,
            List<TeamLine> teams,
            Money valueAtRisk,
            Money valueServed,
            @Schema(description = "When customers and values were counted") Instant asOf) {

        static View of(ResourcePlan plan) {
            return new View(
                    plan.id(),
                    plan.name(),
                    plan.scheme(),
                    plan.needs().stream().map(it -> TierLine.of(plan, it)).toList(),
                    plan.teams().stream().map(it -> TeamLine.of(plan, it)).toList(),
                    money(plan, plan.valueAtRisk()),
                    money(plan, plan.valueServed()),
                    plan.asOf());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierFairness", description = "Whether everybody of a tier gets the floor")
    record TierFairness(
            @Schema(example = "STANDARD") String tier,
            @Schema(description = "What the tier gets", example = "300.00") String hours,
            @Schema(example = "1.00") String floorHoursPerCustomer,
            @Schema(description = "As planned") long customers,
            @Schema(description = "Always 0 in a plan as it was made") long customersUnderFloor,
            @Schema(description = "As many as hold the tier now") long customersNow,
            @Schema(description = "More than 0: the tier has grown, plan anew")
                    long customersUnderFloorNow) {

        static TierFairness of(ResourcePlan plan, TierNeed need, long now) {
            var hours = plan.hoursForTier(need.tier());
            return new TierFairness(
                    need.tier(),
                    text(hours),
                    text(need.floorEach()),
                    need.customers(),
                    need.underFloor(hours, need.customers()),
                    now,
                    need.underFloor(hours, now));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ResourcePlanFairness", description = "Whether a plan neglects anybody")
    record Fairness(
            String plan,
            @Schema(description = "Over all tiers; always 0 in a plan as it was made")
                    long customersUnderFloor,
            @Schema(description = "The same with the customers of now") long customersUnderFloorNow,
            List<TierFairness> tiers,
            @Schema(description = "The moment of now") Instant asOf) {

        static Fairness of(ResourcePlan plan, Map<String, Long> counts, Instant now) {
            var tiers =
                    plan.needs().stream()
                            .map(it ->
                                    TierFairness.of(plan, it, counts.getOrDefault(it.tier(), 0L)))
                            .toList();
            return new Fairness(
                    plan.id(),
                    tiers.stream().mapToLong(TierFairness::customersUnderFloor).sum(),
                    tiers.stream().mapToLong(TierFairness::customersUnderFloorNow).sum(),
                    tiers,
                    now);
        }
    }

    static String text(Hours hours) {
        return hours.toDecimal().toPlainString();
    }

    private static Money money(ResourcePlan plan, BigDecimal amount) {
        return new Money(amount, Currency.getInstance(plan.currency()));
    }
}
