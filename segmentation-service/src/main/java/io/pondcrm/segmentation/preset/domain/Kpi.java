package io.pondcrm.segmentation.preset.domain;

import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * A figure of layers and phases: the share of one group among several. Targets are starting points;
 * a fifth of VIPs is the usual rule of 80 and 20.
 */
public enum Kpi {
    VIP_SHARE(
            new Name("VIP customers of all customers in a tier", "VIP 客户占全部分层客户的比例"), "0.20", true),
    LOYAL_SHARE(
            new Name("Loyal customers of all who ever bought", "忠诚客户占全部已购买客户的比例"), "0.30", true),
    LOST_SHARE(new Name("Lost customers of all who ever bought", "流失客户占全部已购买客户的比例"), "0.20", false);

    static final int SCALE = 4;

    private final Name meaning;
    private final BigDecimal target;
    private final boolean moreIsBetter;

    Kpi(Name meaning, String target, boolean moreIsBetter) {
        this.meaning = meaning;
        this.target = new BigDecimal(target);
        this.moreIsBetter = moreIsBetter;
    }

    public Name meaning() {
        return meaning;
    }

    /** What it is to be where nobody says otherwise: at least, or at most. */
    public BigDecimal target() {
        return target;
    }

    /** Whether the target is to be reached from below. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /**
     * A figure as it was counted.
     *
     * @param customers in the group
     * @param of how many
     */
    public record Reading(long customers, long of) {

        /** Empty of nobody. */
        public Optional<BigDecimal> share() {
            return of == 0
                    ? Optional.empty()
                    : Optional.of(
                            BigDecimal.valueOf(customers)
                                    .divide(BigDecimal.valueOf(of), SCALE, RoundingMode.HALF_EVEN));
        }
    }

    /** What is missing to a target; zero or less if nothing is. */
    BigDecimal lacking(BigDecimal wanted, BigDecimal figure) {
        return moreIsBetter ? wanted.subtract(figure) : figure.subtract(wanted);
    }

    Reading read(Map<String, Long> tiers, Map<String, Long> stages) {
        return switch (this) {
            case VIP_SHARE -> new Reading(tiers.getOrDefault("VIP", 0L), sum(tiers));
            case LOYAL_SHARE -> new Reading(stages.getOrDefault("LOYAL", 0L), buyers(stages));
            case LOST_SHARE -> new Reading(stages.getOrDefault("LOST", 0L), buyers(stages));
        };
    }

    private static long buyers(Map<String, Long> stages) {
        return sum(stages) - stages.getOrDefault("POTENTIAL", 0L);
    }

    private static long sum(Map<String, Long> groups) {
        return groups.values().stream().mapToLong(it -> it).sum();
    }
}
