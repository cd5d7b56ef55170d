package io.pondcrm.churn.score.domain;

import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.Name;
import io.pondcrm.churn.definition.domain.Rhythm;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Purchase;
import io.pondcrm.churn.facts.domain.Rating;
import io.pondcrm.kernel.Money;
import io.pondcrm.kernel.Sha256;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Scores a customer by points, as credit scorecards do: each feature falls into a bin, each bin has
 * points, and the points add up. Between two boundaries of bins a score stands still, so a stored
 * score is right until the day that is known beforehand; nobody need be scored every night.
 *
 * <p>The points were set by hand, so that the definition decides: {@code AT_RISK} alone is {@link
 * Band#HIGH}, {@code CHURNED} alone {@link Band#VERY_HIGH}. They add up to 0.99 at most and 0 at
 * least.
 */
public final class Scorecard {

    /** Names these points. */
    public static final String MODEL = "points-1";

    private static final BigDecimal BASELINE = new BigDecimal("0.05");
    private static final BigDecimal ONLY_ONE_PURCHASE = new BigDecimal("0.05");
    private static final BigDecimal OPEN_COMPLAINT = new BigDecimal("0.08");
    private static final BigDecimal RECENT_COMPLAINT = new BigDecimal("0.04");
    private static final BigDecimal RECENT_REFUND = new BigDecimal("0.03");
    private static final BigDecimal RECENT_INTERACTION = new BigDecimal("-0.05");
    private static final BigDecimal POOR_RATING = new BigDecimal("0.04");
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    private static final int COMPLAINT_DAYS = 90;
    private static final int REFUND_DAYS = 90;
    private static final int RATING_DAYS = 180;
    private static final int INTERACTION_DAYS = 14;

    private Scorecard() {}

    /**
     * Beyond so many own intervals of silence, so many points.
     *
     * @param intervals own intervals
     * @param points instead of, not beside, the points of shorter silences
     */
    record Step(BigDecimal intervals, BigDecimal points) {}

    /** The steps of a definition, shortest silence first. */
    static List<Step> steps(ChurnDefinition definition) {
        var atRisk = definition.atRiskAfter();
        var churned = definition.churnedAfter();
        return List.of(
                step(atRisk.multiply(new BigDecimal("0.5")), "0.10"),
                step(atRisk.multiply(new BigDecimal("0.75")), "0.25"),
                step(atRisk, "0.45"),
                step(atRisk.add(churned).multiply(new BigDecimal("0.5")), "0.58"),
                step(churned, "0.70"));
    }

    private static Step step(BigDecimal intervals, String points) {
        return new Step(intervals, new BigDecimal(points));
    }

    /**
     * What a look at a customer finds.
     *
     * @param score null if nothing was bought by then
     * @param changesAt when the score may be another one though nothing is heard; null for never
     */
    public record Finding(@Nullable ChurnScore score, @Nullable Instant changesAt) {}

    /**
     * Scores a customer as of a moment, by what had happened by then.
     *
     * @param definition the version that decided at that moment
     */
    public static Finding score(CustomerFacts facts, ChurnDefinition definition, Instant at) {
        return new Look(facts, definition, at).find();
    }

    /** One look at one customer. */
    private static final class Look {

        private final CustomerFacts facts;
        private final ChurnDefinition definition;
        private final Instant at;
        private final LocalDate today;
        private final List<Purchase> purchases;
        private final List<Contribution> contributions = new ArrayList<>();
        private @Nullable Instant changesAt;

        Look(CustomerFacts facts, ChurnDefinition definition, Instant at) {
            this.facts = facts;
            this.definition = definition;
            this.at = at;
            this.today = LocalDate.ofInstant(at, definition.zone());
            this.purchases = facts.purchasesBy(at);
        }

        Finding find() {
            facts.nextAfter(at).ifPresent(this::changesBy);
            var known = definition.rhythm(facts, at);
            if (known.isEmpty()) {
                return new Finding(null, changesAt);
            }
            var rhythm = known.get();
            add(
                    Feature.BASELINE,
                    null,
                    BASELINE,
                    new Name("Every customer starts here", "每位客户的起点"));
            gap(rhythm);
            var once = rhythm.purchaseDays() == 1;
            add(
                    Feature.ONLY_ONE_PURCHASE,
                    Integer.toString(rhythm.purchaseDays()),
                    once ? ONLY_ONE_PURCHASE : NOTHING,
                    once
                            ? new Name("Bought on one day only", "仅在一天购买过")
                            : words("Bought on %d days", "共在%d天购买过", rhythm.purchaseDays()));
            complaints();
            refunds();
            ratings();
            interactions();
            var value =
                    contributions.stream()
                            .map(Contribution::points)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            var score =
                    new ChurnScore(
                            definition,
                            value,
                            Band.of(value),
                            definition.label(rhythm),
                            rhythm,
                            contributions,
                            expectedLoss(value, rhythm),
                            inputsHash(),
                            at);
            return new Finding(score, changesAt);
        }

        private void gap(Rhythm rhythm) {
            var points = NOTHING;
            for (var step : steps(definition)) {
                if (rhythm.isSilentFor(step.intervals())) {
                    points = step.points();
                } else {
                    changesOn(rhythm.silentOn(step.intervals()));
                    break;
                }
            }
            add(
                    Feature.GAP,
                    rhythm.silence().toPlainString(),
                    points,
                    words(
                            "%d days without a purchase, %s times the customer's own interval of"
                                    + " %s days",
                            "已有%d天未购买，是其自身购买间隔（%3$s天）的%2$s倍",
                            rhythm.gapDays(),
                            rhythm.silence().toPlainString(),
                            rhythm.intervalDays().toPlainString()));
        }

        private void complaints() {
            var open = 0;
            LocalDate lastClosed = null;
            for (var each : facts.cases().values()) {
                if (each.isComplaint()) {
                    if (each.isOpenAt(at)) {
                        open++;
                    }
                    var closed = each.closedBy(at).map(this::day).orElse(null);
                    if (closed != null && (lastClosed == null || closed.isAfter(lastClosed))) {
                        lastClosed = closed;
                    }
                }
            }
            add(
                    Feature.OPEN_COMPLAINT,
                    Integer.toString(open),
                    open > 0 ? OPEN_COMPLAINT : NOTHING,
                    words("Open complaints: %d", "有%d件投诉尚未关闭", open));
            recent(
                    Feature.RECENT_COMPLAINT,
                    lastClosed,
                    COMPLAINT_DAYS,
                    RECENT_COMPLAINT,
                    new Name("The last complaint was closed %d days ago", "最近一次投诉于%d天前关闭"),
                    new Name("No complaint was closed in the last %d days", "最近%d天内没有关闭的投诉"));
        }

        private void refunds() {
            var last =
                    purchases.stream()
                            .filter(it -> !it.isSale())
                            .reduce((_, later) -> later)
                            .map(it -> day(it.occurredAt()))
                            .orElse(null);
            recent(
                    Feature.RECENT_REFUND,
                    last,
                    REFUND_DAYS,
                    RECENT_REFUND,
                    new Name("Gave something back %d days ago", "%d天前有退货退款"),
                    new Name("Gave nothing back in the last %d days", "最近%d天内没有退货退款"));
        }

        private void ratings() {
            recent(
                    Feature.POOR_RATING,
                    facts.lastRatingBy(at)
                            .filter(Rating::isPoor)
                            .map(it -> day(it.at()))
                            .orElse(null),
                    RATING_DAYS,
                    POOR_RATING,
                    new Name("Answered the last survey poorly %d days ago", "%d天前的最近一次满意度评价较低"),
                    new Name("No poor last answer in the last %d days", "最近%d天内最近一次评价不低"));
        }

        private void interactions() {
            recent(
                    Feature.RECENT_INTERACTION,
                    facts.lastContactBy(at).map(this::day).orElse(null),
                    INTERACTION_DAYS,
                    RECENT_INTERACTION,
                    new Name("Was in touch with us %d days ago", "%d天前与我们有过互动"),
                    new Name("No interaction in the last %d days", "最近%d天内没有互动"));
        }

        private void recent(
                Feature feature,
                @Nullable LocalDate last,
                int days,
                BigDecimal points,
                Name yes,
                Name no) {
            var ago = last == null ? null : ChronoUnit.DAYS.between(last, today);
            if (last != null && ago != null && ago < days) {
                changesOn(last.plusDays(days));
                add(feature, ago.toString(), points, words(yes.en(), yes.zh(), ago));
            } else {
                add(
                        feature,
                        ago == null ? null : ago.toString(),
                        NOTHING,
                        words(no.en(), no.zh(), days));
            }
        }

        private void add(Feature feature, @Nullable String value, BigDecimal points, Name words) {
            contributions.add(new Contribution(feature.wireName(), value, points, words));
        }

        private static Name words(String en, String zh, Object... values) {
            return new Name(
                    String.format(Locale.ROOT, en, values), String.format(Locale.ROOT, zh, values));
        }

        private @Nullable Money expectedLoss(BigDecimal value, Rhythm rhythm) {
            var spent = BigDecimal.ZERO;
            var bought = false;
            for (var purchase : purchases) {
                if (purchase.currency().equals(definition.currency())) {
                    spent = spent.add(purchase.signedAmount());
                    bought |= purchase.isSale();
                }
            }
            if (!bought) {
                return null;
            }
            var currency = Currency.getInstance(definition.currency());
            var dividend =
                    value.multiply(spent.max(BigDecimal.ZERO))
                            .multiply(BigDecimal.valueOf(definition.horizonDays()))
                            .multiply(BigDecimal.valueOf(rhythm.intervalDivisor()));
            var divisor =
                    BigDecimal.valueOf(rhythm.purchaseDays())
                            .multiply(BigDecimal.valueOf(rhythm.intervalDividend()));
            return new Money(
                    dividend.divide(
                            divisor,
                            Math.max(0, currency.getDefaultFractionDigits()),
                            RoundingMode.HALF_UP),
                    currency);
        }

        private String inputsHash() {
            var text = new StringBuilder();
            text.append(MODEL)
                    .append('|')
                    .append(definition.id())
                    .append('/')
                    .append(definition.version())
                    .append('|')
                    .append(today);
            for (var purchase : purchases) {
                text.append('|')
                        .append(purchase.transactionId())
                        .append(purchase.isSale() ? '+' : '-')
                        .append(purchase.occurredAt())
                        .append(' ')
                        .append(purchase.amount().stripTrailingZeros().toPlainString())
                        .append(purchase.currency());
            }
            facts.lastRatingBy(at)
                    .ifPresent(it ->
                            text.append("|r")
                                    .append(it.responseId())
                                    .append(it.isPoor())
                                    .append(day(it.at())));
            facts.lastContactBy(at).ifPresent(last -> text.append("|i").append(day(last)));
            for (var each : facts.cases().values()) {
                if (each.isComplaint()) {
                    text.append("|c").append(each.id()).append(each.isOpenAt(at));
                    each.closedBy(at).ifPresent(text::append);
                }
            }
            return "sha256:" + Sha256.hex(text.toString());
        }

        private LocalDate day(Instant moment) {
            return LocalDate.ofInstant(moment, definition.zone());
        }

        private void changesOn(LocalDate day) {
            changesBy(day.atStartOfDay(definition.zone()).toInstant());
        }

        private void changesBy(Instant moment) {
            if (changesAt == null || moment.isBefore(changesAt)) {
                changesAt = moment;
            }
        }
    }
}
