package io.pondcrm.segmentation.preset;

import io.pondcrm.segmentation.preset.domain.Goal;
import io.pondcrm.segmentation.preset.domain.Kpi;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a preset's goals lie in MongoDB.
 *
 * @param id the preset's
 * @param revision one more with each change; absent before the first
 * @param begun whether baselines were taken
 */
@Document("presetGoals")
@TypeAlias("presetGoals")
record PresetGoalsDocument(
        @Id String id,
        @Nullable Long revision,
        Instant setAt,
        boolean begun,
        List<GoalPart> goals) {

    /**
     * @param target null for the figure's own, in goals of before they could be changed
     */
    record GoalPart(String kpi, @Nullable String target, @Nullable String baseline, String due) {

        static GoalPart of(Goal goal) {
            var baseline = goal.baseline();
            return new GoalPart(
                    goal.kpi().name(),
                    goal.target().toPlainString(),
                    baseline == null ? null : baseline.toPlainString(),
                    goal.due().toString());
        }

        Goal toDomain() {
            return new Goal(
                    Kpi.valueOf(kpi),
                    target == null ? Kpi.valueOf(kpi).target() : new BigDecimal(target),
                    baseline == null ? null : new BigDecimal(baseline),
                    LocalDate.parse(due));
        }
    }

    List<Goal> toDomain() {
        return goals.stream().map(GoalPart::toDomain).toList();
    }
}
