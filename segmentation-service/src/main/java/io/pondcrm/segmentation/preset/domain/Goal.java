package io.pondcrm.segmentation.preset.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one figure is to come to by a day.
 *
 * @param target what it is to be: at least, or at most
 * @param baseline the figure when the goal was set, and everybody was in a tier and a stage; null
 *     while that isn't done, and without customers
 */
public record Goal(Kpi kpi, BigDecimal target, @Nullable BigDecimal baseline, LocalDate due) {

    private static final Period TERM = Period.ofYears(1);

    /** One goal for each figure. */
    public static List<Goal> all(LocalDate setOn) {
        return Arrays.stream(Kpi.values())
                .map(kpi -> new Goal(kpi, kpi.target(), null, setOn.plus(TERM)))
                .toList();
    }

    /** The same with the figure of now as its baseline, unless it has one. */
    public Goal begunAt(Kpi.Reading now) {
        return baseline == null ? new Goal(kpi, target, now.share().orElse(null), due) : this;
    }

    /**
     * How far it has come.
     *
     * @param actual empty without customers to count
     * @param attained whether the figure is as good as the target, or better
     * @param gap what is missing, in the figure's unit; zero if attained
     * @param progress of the way from the baseline to the target, 0 to 1
     */
    public record Progress(
            Optional<BigDecimal> actual, boolean attained, BigDecimal gap, BigDecimal progress) {}

    /** How far it has come by a reading. */
    public Progress progress(Kpi.Reading now) {
        var actual = now.share();
        if (actual.isEmpty()) {
            return new Progress(actual, false, target, BigDecimal.ZERO);
        }
        var lacking = kpi.lacking(target, actual.get());
        if (lacking.signum() <= 0) {
            return new Progress(actual, true, BigDecimal.ZERO, BigDecimal.ONE);
        }
        return new Progress(actual, false, lacking, wayMade(lacking));
    }

    private BigDecimal wayMade(BigDecimal lacking) {
        var way = baseline == null ? BigDecimal.ZERO : kpi.lacking(target, baseline);
        return way.signum() <= 0
                ? BigDecimal.ZERO
                : way.subtract(lacking)
                        .max(BigDecimal.ZERO)
                        .divide(way, Kpi.SCALE, RoundingMode.HALF_EVEN);
    }

    /** The readings of all figures, by how many customers each tier and each stage has. */
    public static Map<Kpi, Kpi.Reading> read(Map<String, Long> tiers, Map<String, Long> stages) {
        var readings = new EnumMap<Kpi, Kpi.Reading>(Kpi.class);
        for (var kpi : Kpi.values()) {
            readings.put(kpi, kpi.read(tiers, stages));
        }
        return readings;
    }
}
