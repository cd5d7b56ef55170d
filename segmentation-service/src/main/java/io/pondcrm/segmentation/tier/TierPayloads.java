package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.TierChange;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
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
            @Schema(description = "Net spend that is missing within the window") Money gap) {}

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
            @Schema(description = "Net spend in the window") Money spend,
            List<Reason> reasons,
            @Nullable Next next,
            @Schema(description = "Equal inputs give an equal hash", example = "sha256:9f86d0…")
                    String inputsHash,
            @Schema(description = "The moment the answer is about") Instant asOf,
            Instant computedAt) {

        static CustomerTier of(
                CustomerFacts facts, TierScheme scheme, TierCourse course, Instant computedAt) {
            var standing = course.standing();
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
                    scheme.reasons(facts, course).stream().map(Reason::of).toList(),
                    scheme.next(course)
                            .map(next -> new Next(next.tier(), money(scheme, next.gap())))
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
                                "LOWERED"
                            })
                    String move,
            @Nullable String from,
            @Schema(description = "The tier after it; for a scheduled lowering, the tier to come")
                    String to,
            @Schema(description = "The moment of the cause") Instant at,
            @Schema(description = "When a scheduled lowering takes effect")
                    @Nullable LocalDate effectiveOn,
            @Schema(description = "Net spend in the window at that moment") Money spend) {

        static Move of(TierScheme scheme, TierChange change) {
            var spend = money(scheme, change.spend());
            return switch (change) {
                case TierChange.Entered(var to, var at, _) ->
                        new Move("ENTERED", null, to, at, null, spend);
                case TierChange.Raised(var from, var to, var at, _) ->
                        new Move("RAISED", from, to, at, null, spend);
                case TierChange.Renewed(var tier, var at, _) ->
                        new Move("RENEWED", tier, tier, at, null, spend);
                case TierChange.LoweringScheduled(var tier, var to, var on, var at, _) ->
                        new Move("LOWERING_SCHEDULED", tier, to, at, on, spend);
                case TierChange.Lowered(var from, var to, var at, _) ->
                        new Move("LOWERED", from, to, at, null, spend);
            };
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierLevel", description = "One tier of a scheme")
    record Rung(
            @Schema(example = "SILVER") String tier,
            Words name,
            @Schema(description = "Net spend in the window that earns it") Money threshold) {

        static Rung of(TierScheme scheme, TierLevel level) {
            return new Rung(level.code(), Words.of(level.name()), money(scheme, level.threshold()));
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierScheme", description = "The rules of a membership by spend")
    record Scheme(
            @Schema(example = "retail-membership") String id,
            @Schema(example = "1") int version,
            @Schema(allowableValues = "PUBLISHED") String state,
            Words name,
            @Schema(description = "How long a purchase counts", example = "P365D") String window,
            @Schema(description = "How long a tier is kept", example = "P12M") String membership,
            @Schema(
                            description = "How long it is kept after that while spend is too small",
                            example = "P30D")
                    String grace,
            @Schema(example = "Asia/Shanghai") String zone,
            @Schema(description = "Lowest first") List<Rung> levels) {

        static Scheme of(TierScheme scheme) {
            return new Scheme(
                    scheme.id(),
                    scheme.version(),
                    "PUBLISHED",
                    Words.of(scheme.name()),
                    "P" + scheme.windowDays() + "D",
                    scheme.membership().toString(),
                    scheme.grace().toString(),
                    scheme.zone().getId(),
                    scheme.levels().stream().map(level -> Rung.of(scheme, level)).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierCount", description = "How many customers a tier has")
    record Count(String tier, Words name, long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "TierDistribution", description = "Every customer once")
    record Distribution(
            String scheme,
            int schemeVersion,
            long customers,
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
        return "\"%s-%s-%s\""
                .formatted(
                        tier.inputsHash().substring(7, 23),
                        tier.reviewAt(),
                        tier.status().charAt(0) + tier.spend().amount().toPlainString());
    }

    private static Money money(TierScheme scheme, BigDecimal amount) {
        return new Money(amount, Currency.getInstance(scheme.currency()));
    }
}
