package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.TierOverride;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.CutTable;
import io.pondcrm.segmentation.tier.domain.Earning;
import io.pondcrm.segmentation.tier.domain.Quota;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierChange;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierFlow;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What callers see of tiers. */
final class TierPayloads {

    private TierPayloads() {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierName", description = "What people call it, in both languages")
    record Words(
            @Schema(example = "Silver card member") String en,
            @Schema(example = "银卡会员") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierReason", description = "One ground for the tier")
    record Reason(
            @Schema(description = "What was looked at", example = "spend365d") String dimension,
            @Schema(description = "The value found", example = "2600.50") String input,
            @Schema(description = "The rule it met", example = ">= 2000.00 CNY earns SILVER")
                    String rule) {

        static Reason of(io.pondcrm.segmentation.score.domain.Reason reason) {
            return new Reason(reason.dimension(), reason.input(), reason.rule());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "NextTier", description = "The next tier up; absent at the top")
    record Next(
            @Schema(example = "GOLD") String tier,
            @Schema(description = "Net spend that is missing within the window; by spend only")
                    @Nullable Money gap,
            @Schema(description = "Points that are missing; by points only", example = "12.5")
                    @Nullable String points) {

        static Next of(TierRules rules, TierRules.Next next) {
            return new Next(next.tier(), money(rules, next.gap()), pointsOf(rules, next.gap()));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "TierContribution",
            description = "What one dimension adds; all of them add up to the score exactly")
    record Part(
            @Schema(example = "purchasing-power") String dimension,
            @Schema(description = "The value found; - where it is missing", example = "250000.00")
                    String input,
            @Schema(description = "Exact decimal", example = "12.5") String points,
            Words rule) {

        static Part of(Contribution it) {
            return new Part(
                    it.dimension(), it.input(), it.points().toPlainString(), Words.of(it.rule()));
        }
    }

    /** What a caller sends to decide on a customer's tier. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewTierOverride", description = "A tier whatever the rules say, for a time")
    record NewOverride(
            @NotBlank @Size(max = 50) @Schema(example = "b2b-accounts") String scheme,
            @NotBlank @Size(max = 40) @Schema(example = "STRATEGIC") String tier,
            @NotBlank
                    @Size(max = 100)
                    @Schema(description = "Who answers for it", example = "sales-director")
                    String approver,
            @NotBlank
                    @Size(max = 500)
                    @Schema(example = "Framework contract for two years is signed")
                    String reason,
            @NotNull
                    @Schema(
                            description =
                                    "The first day, in the scheme's zone, on which it no longer"
                                            + " holds",
                            example = "2027-01-01")
                    LocalDate expiresOn) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierOverride", description = "A person's decision on a customer's tier")
    record Decision(
            @Schema(example = "tov_01h455vb4pex5vsknk084sn02q") String id,
            String scheme,
            String tier,
            String approver,
            String reason,
            Instant from,
            @Schema(description = "The first moment it no longer holds by itself") Instant until,
            @Schema(description = "Only if it was taken back") @Nullable Instant withdrawnAt) {

        static Decision of(TierOverride override) {
            return new Decision(
                    override.id(),
                    override.scheme(),
                    override.tier(),
                    override.approver(),
                    override.reason(),
                    override.from(),
                    override.until(),
                    override.withdrawnAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerTier", description = "A customer's tier with the reasons for it")
    record CustomerTier(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "retail-membership") String scheme,
            @Schema(example = "1") int schemeVersion,
            @Schema(example = "SILVER") String tier,
            Words name,
            @Schema(description = "First day in this tier, in the scheme's zone") LocalDate since,
            @Schema(description = "The day the tier is looked at again: end of period or grace")
                    LocalDate reviewAt,
            @Schema(
                            allowableValues = {"EFFECTIVE", "LOWERING_SCHEDULED"},
                            description =
                                    "LOWERING_SCHEDULED: kept until reviewAt, then expectedTier")
                    String status,
            @Schema(description = "Only while a lowering is scheduled")
                    @Nullable String expectedTier,
            @Schema(description = "Net spend in the window; by spend only") @Nullable Money spend,
            @Schema(description = "Sum of the contributions; by points only", example = "86.4")
                    @Nullable String score,
            @Schema(description = "By points only") @Nullable List<Part> contributions,
            @Schema(description = "Only while a person's decision holds")
                    @Nullable Decision override,
            List<Reason> reasons,
            @Nullable Next next,
            @Schema(description = "Equal inputs give an equal hash", example = "sha256:9f86d0…")
                    String inputsHash,
            @Schema(description = "The moment the answer is about") Instant asOf,
            Instant computedAt) {

        static CustomerTier of(
                CustomerFacts facts, TierRules scheme, TierCourse course, Instant computedAt) {
            var standing = course.standing();
            var override = course.override();
            var score =
                    scheme instanceof Scorecard card
                            ? card.score(facts, course.asOf()).orElse(null)
                            : null;
            return new CustomerTier(
                    facts.customer().value(),
                    scheme.id(),
                    scheme.version(),
                    standing.tier(),
                    Words.of(scheme.level(standing.tier()).name()),
                    standing.since(),
                    standing.reviewOn(),
                    standing.status().name(),
                    standing.expectedTier(),
                    money(scheme, course.spend()),
                    score == null ? null : score.value().toPlainString(),
                    score == null ? null : score.contributions().stream().map(Part::of).toList(),
                    override == null ? null : Decision.of(override),
                    scheme.reasons(facts, course).stream().map(Reason::of).toList(),
                    scheme.next(course)
                            .filter(_ -> override == null)
                            .map(next -> Next.of(scheme, next))
                            .orElse(null),
                    scheme.inputsHash(facts, course),
                    course.asOf(),
                    computedAt);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierMove", description = "One move through the tiers")
    record Move(
            @Schema(
                            allowableValues = {
                                "ENTERED",
                                "RAISED",
                                "RENEWED",
                                "LOWERING_SCHEDULED",
                                "LOWERED",
                                "LEFT",
                                "OVERRIDDEN",
                                "OVERRIDE_ENDED"
                            },
                            description =
                                    "LEFT: the rules can't tell a tier any longer, or the scheme"
                                            + " was retired. OVERRIDDEN: a person decided, until"
                                            + " effectiveOn at the latest")
                    String move,
            @Nullable String from,
            @Schema(description = "The tier after it; for a scheduled lowering, the tier to come")
                    @Nullable String to,
            @Schema(description = "The moment of the cause") Instant at,
            @Schema(description = "When a scheduled lowering takes effect")
                    @Nullable LocalDate effectiveOn,
            @Schema(description = "Net spend in the window at that moment; by spend only")
                    @Nullable Money spend,
            @Schema(description = "Points at that moment; by points only") @Nullable String score,
            @Schema(description = "The version that decided; absent for a person's decision")
                    @Nullable Integer schemeVersion) {

        static Move of(TierRules rules, TierChange change) {
            return switch (change) {
                case TierChange.Entered(var to, _, _) ->
                        of(rules, change, "ENTERED", null, to, null);
                case TierChange.Raised(var from, var to, _, _) ->
                        of(rules, change, "RAISED", from, to, null);
                case TierChange.Renewed(var tier, _, _) ->
                        of(rules, change, "RENEWED", tier, tier, null);
                case TierChange.LoweringScheduled(var tier, var to, var on, _, _) ->
                        of(rules, change, "LOWERING_SCHEDULED", tier, to, on);
                case TierChange.Lowered(var from, var to, _, _) ->
                        of(rules, change, "LOWERED", from, to, null);
                case TierChange.Left(var from, _, _) -> of(rules, change, "LEFT", from, null, null);
            };
        }

        private static Move of(
                TierRules rules,
                TierChange change,
                String move,
                @Nullable String from,
                @Nullable String to,
                @Nullable LocalDate effectiveOn) {
            return new Move(
                    move,
                    from,
                    to,
                    change.at(),
                    effectiveOn,
                    money(rules, change.spend()),
                    pointsOf(rules, change.spend()),
                    rules.version());
        }

        static Move begun(TierOverride override, ZoneId zone) {
            return new Move(
                    "OVERRIDDEN",
                    null,
                    override.tier(),
                    override.from(),
                    LocalDate.ofInstant(override.until(), zone),
                    null,
                    null,
                    null);
        }

        static Move ended(TierOverride override) {
            return new Move(
                    "OVERRIDE_ENDED",
                    override.tier(),
                    null,
                    override.end(),
                    null,
                    null,
                    null,
                    null);
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierLevel", description = "One tier of a scheme")
    record Rung(
            @Schema(example = "SILVER") String tier,
            Words name,
            @Schema(description = "Net spend in the window that earns it; by spend only")
                    @Nullable Money threshold,
            @Schema(description = "Points that earn it; absent with a quota", example = "75")
                    @Nullable String points,
            @Schema(description = "How many of the best have it; GET …/cut-points tells the points")
                    TierSchemePayloads.@Nullable BestOf quota) {

        static Rung of(TierRules rules, TierLevel level) {
            var code = level.code();
            var name = Words.of(level.name());
            return switch (level.earnedBy()) {
                case Earning.From(var threshold) ->
                        new Rung(
                                code,
                                name,
                                money(rules, threshold),
                                pointsOf(rules, threshold),
                                null);
                case Quota quota ->
                        new Rung(code, name, null, null, TierSchemePayloads.BestOf.of(quota));
            };
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierCut", description = "Where a tier with a quota begins")
    record Cut(
            @Schema(example = "GOLD") String tier,
            @Schema(
                            description =
                                    "The points of the last who found a place; absent if nobody"
                                            + " did",
                            example = "72.5")
                    @Nullable String points,
            @Schema(description = "How many the quota is for") long places,
            @Schema(
                            description =
                                    "How many had the points, those of higher tiers among them:"
                                            + " more than the places, or fewer, by ties alone")
                    long reached) {

        static Cut of(CutTable.Cut cut) {
            var points = cut.points();
            return new Cut(
                    cut.tier(),
                    points == null ? null : points.stripTrailingZeros().toPlainString(),
                    cut.places(),
                    cut.reached());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "TierCutPoints",
            description = "The points that quotas came to; each table decides until the next")
    record Drawing(
            @Schema(example = "tcut_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "1") int number,
            @Schema(description = "The version that it belongs to") int version,
            @Schema(description = "The moment whose points were counted") Instant asOf,
            @Schema(
                            description =
                                    "The first moment it decides: when it was drawn, a version's"
                                            + " first table from its publication on")
                    Instant from,
            @Schema(description = "How many had points") long customers,
            @Schema(description = "Lowest tier first") List<Cut> cuts) {

        static Drawing of(int version, CutTable table) {
            return new Drawing(
                    table.id(),
                    table.number(),
                    version,
                    table.asOf(),
                    table.from(),
                    table.customers(),
                    table.cuts().stream().map(Cut::of).toList());
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierScheme", description = "One version of the rules that give tiers")
    record Scheme(
            @Schema(example = "retail-membership") String id,
            @Schema(example = "1") int version,
            @Schema(allowableValues = {"DRAFT", "SIMULATED", "PUBLISHED", "RETIRED"}) String state,
            @Schema(allowableValues = {"SPEND", "POINTS"}) String kind,
            Words name,
            @Schema(description = "How long a purchase counts; by spend only", example = "P365D")
                    @Nullable String window,
            @Schema(example = "CNY") String currency,
            @Schema(description = "How long a tier is kept", example = "P12M") String membership,
            @Schema(
                            description = "How long after that while too little is reached",
                            example = "P30D")
                    String grace,
            @Schema(example = "Asia/Shanghai") String zone,
            @Schema(description = "Lowest first") List<Rung> levels,
            @Schema(description = "By points only")
                    @Nullable List<TierSchemePayloads.Card> dimensions,
            @Schema(description = "With quotas only") Quota.@Nullable Ties ties,
            @Schema(description = "1970 of what was there from the beginning")
                    @Nullable Instant createdAt,
            @Schema(description = "When it was tried out as it is now")
                    @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Schema(description = "When it went out of use, for a later version or for good")
                    @Nullable Instant retiredAt) {

        static Scheme of(Edition<TierRules> edition) {
            var rules = edition.definition();
            var card = rules instanceof Scorecard points ? points : null;
            return new Scheme(
                    rules.id(),
                    rules.version(),
                    edition.state().name(),
                    TierSchemePayloads.Kind.of(rules).name(),
                    Words.of(rules.name()),
                    rules instanceof TierScheme spend ? "P" + spend.windowDays() + "D" : null,
                    rules.currency(),
                    rules.membership().toString(),
                    rules.grace().toString(),
                    rules.zone().getId(),
                    rules.levels().stream().map(level -> Rung.of(rules, level)).toList(),
                    card == null
                            ? null
                            : card.dimensions().stream().map(TierSchemePayloads.Card::of).toList(),
                    rules.hasQuotas() ? rules.cutPoints().ties() : null,
                    edition.createdAt(),
                    edition.simulatedAt(),
                    edition.publishedAt(),
                    edition.retiredAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierMovers", description = "How many go from one tier to another")
    record Mover(
            @Schema(description = "Absent for no tier") @Nullable String from,
            @Schema(description = "Absent for no tier") @Nullable String to,
            long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierBenefitCost", description = "A year of a tier's benefits, before and after")
    record TierCostLine(
            String tier,
            @Schema(description = "The yearly costs of the benefits that the tier has at asOf")
                    Money perCustomer,
            @Schema(
                            description =
                                    "Benefits of the tier that are not counted: without a cost, or"
                                            + " with one in another currency")
                    int unpriced,
            long customersBefore,
            long customersAfter,
            Money before,
            Money after) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "BenefitCost", description = "A year of all tiers' benefits, before and after")
    record Cost(
            Money before,
            Money after,
            @Schema(description = "The draft's lowest first, then those that it has no longer")
                    List<TierCostLine> tiers) {

        static @Nullable Cost of(TierSimulationDocument document) {
            var parts = document.costs();
            if (parts == null) {
                return null;
            }
            var currency = Currency.getInstance(document.currency());
            var lines = new ArrayList<TierCostLine>();
            var before = Money.zero(currency);
            var after = Money.zero(currency);
            for (var part : parts) {
                var one = new BigDecimal(part.perCustomer());
                var had = customers(document, move -> move.from().equals(part.tier()));
                var has = customers(document, move -> move.to().equals(part.tier()));
                var line =
                        new TierCostLine(
                                part.tier(),
                                new Money(one, currency),
                                part.unpriced(),
                                had,
                                has,
                                new Money(one.multiply(BigDecimal.valueOf(had)), currency),
                                new Money(one.multiply(BigDecimal.valueOf(has)), currency));
                lines.add(line);
                before = before.plus(line.before());
                after = after.plus(line.after());
            }
            return new Cost(before, after, lines);
        }

        private static long customers(
                TierSimulationDocument document, Predicate<TierSimulationDocument.MovePart> which) {
            return document.moves().stream()
                    .filter(which)
                    .mapToLong(TierSimulationDocument.MovePart::customers)
                    .sum();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierFlowNode", description = "A tier before or after")
    record FlowNode(
            @Schema(description = "What links refer to", example = "after/GOLD") String id,
            @Schema(allowableValues = {"BEFORE", "AFTER"}) String side,
            @Schema(description = "Absent for no tier") @Nullable String tier,
            long customers) {

        static FlowNode of(String side, TierFlow.Node node) {
            return new FlowNode(
                    FlowLink.id(side, node.tier()),
                    side,
                    node.tier().isEmpty() ? null : node.tier(),
                    node.customers());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierFlowLink", description = "Customers who go from a tier to a tier")
    record FlowLink(
            @Schema(example = "before/SILVER") String source,
            @Schema(example = "after/GOLD") String target,
            long customers,
            @Schema(allowableValues = {"RISES", "STAYS", "FALLS"}) String direction) {

        static FlowLink of(TierFlow.Link link) {
            return new FlowLink(
                    id("BEFORE", link.from()),
                    id("AFTER", link.to()),
                    link.customers(),
                    link.direction().name());
        }

        static String id(String side, String tier) {
            return side.toLowerCase(Locale.ROOT) + "/" + (tier.isEmpty() ? "-" : tier);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "TierFlow",
            description = "What a Sankey diagram of movers shows: highest tier first, no tier last")
    record Flow(List<FlowNode> nodes, List<FlowLink> links) {

        static Flow of(TierFlow flow) {
            var nodes = new ArrayList<FlowNode>();
            flow.before().forEach(it -> nodes.add(FlowNode.of("BEFORE", it)));
            flow.after().forEach(it -> nodes.add(FlowNode.of("AFTER", it)));
            return new Flow(nodes, flow.links().stream().map(FlowLink::of).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "TierSimulation",
            description = "What publishing a draft at that moment would do; nothing is changed")
    record Simulation(
            @Schema(example = "tsim_01h455vb4pex5vsknk084sn02q") String id,
            String scheme,
            @Schema(description = "The draft that was tried out") int version,
            @Schema(description = "The version in force; absent if there was none")
                    @Nullable Integer against,
            Instant asOf,
            @Schema(allowableValues = {"RUNNING", "FINISHED"}) String state,
            @Schema(description = "All who were looked at") long customers,
            @Schema(
                            description =
                                    "Everybody with a tier before or after once; empty until finished")
                    List<Mover> movers,
            @Schema(description = "Who would have a lower tier, or none") long fallers,
            @Schema(description = "Some of them") List<String> sample,
            @Schema(description = "Their net spend of the 365 days before asOf")
                    Money revenueAtRisk,
            @Schema(description = "Absent until finished") @Nullable Cost benefitCost,
            @Schema(description = "What the draft's quotas came to; absent without quotas")
                    @Nullable Drawing cutPoints) {

        static Simulation of(TierSimulationDocument document) {
            return new Simulation(
                    document.id(),
                    document.scheme(),
                    document.version(),
                    document.against(),
                    document.asOf(),
                    document.finished() ? "FINISHED" : "RUNNING",
                    document.customers(),
                    document.moves().stream()
                            .map(it ->
                                    new Mover(
                                            it.from().isEmpty() ? null : it.from(),
                                            it.to().isEmpty() ? null : it.to(),
                                            it.customers()))
                            .toList(),
                    document.fallen(),
                    document.sample(),
                    new Money(
                            new BigDecimal(document.revenueAtRisk()),
                            Currency.getInstance(document.currency())),
                    Cost.of(document),
                    drawing(document));
        }

        private static @Nullable Drawing drawing(TierSimulationDocument document) {
            var drawn = document.cutPoints();
            return drawn == null ? null : Drawing.of(document.version(), drawn.toDomain());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierCount", description = "How many customers a tier has")
    record Count(
            String tier,
            Words name,
            @Schema(description = "Those who are nobody any more included") long customers,
            @Schema(
                            description =
                                    "How many of them are nobody any more: anonymized or erased,"
                                            + " and counted where they were last")
                    long anonymized) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierDistribution", description = "Every customer once")
    record Distribution(
            String scheme,
            int schemeVersion,
            @Schema(description = "Those who are nobody any more included") long customers,
            @Schema(
                            description =
                                    "How many of them are nobody any more: anonymized or erased,"
                                            + " and counted where they were last")
                    long anonymized,
            @Schema(description = "Lowest tier first") List<Count> tiers,
            Instant asOf) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierMember", description = "A customer of a tier")
    record Member(
            String customerId,
            String tier,
            LocalDate since,
            LocalDate reviewAt,
            String status,
            @Nullable String expectedTier) {}

    /** Stays the same while nothing of the answer but its time changes. */
    static String etag(CustomerTier tier) {
        var spend = tier.spend();
        return "\"%s-%s-%s\""
                .formatted(
                        tier.inputsHash().substring(7, 23),
                        tier.reviewAt(),
                        tier.status().charAt(0)
                                + (spend == null
                                        ? String.valueOf(tier.score())
                                        : spend.amount().toPlainString()));
    }

    private static @Nullable Money money(TierRules rules, BigDecimal amount) {
        return rules instanceof TierScheme
                ? new Money(amount, Currency.getInstance(rules.currency()))
                : null;
    }

    private static @Nullable String pointsOf(TierRules rules, BigDecimal value) {
        return rules instanceof Scorecard ? value.toPlainString() : null;
    }
}
