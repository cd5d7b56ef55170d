package io.pondcrm.feedback.sla;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.sla.domain.SlaPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What callers send and see of service-level policies. */
final class SlaPayloads {

    /** A year around the clock. */
    static final int MAX_MINUTES = 525_600;

    /** How segmentation-service writes the kind of a benefit. */
    private static final String BENEFIT = "[A-Z][A-Z0-9_]{1,39}";

    private SlaPayloads() {}

    /** What a caller sends to make or change a policy. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewSlaPolicy")
    record NewPolicy(
            @Schema(example = "Gold complaints") @NotBlank @Size(max = 100) String name,
            @Schema(description = "False keeps it from new cases; true if left out")
                    @Nullable Boolean active,
            @Schema(description = "Of several that apply, the highest; 0 if left out")
                    @Nullable
                    @Min(-1_000)
                    @Max(1_000)
                    Integer rank,
            @Schema(description = "All types if left out or empty") @Nullable @Size(max = 3)
                    List<@NotNull CaseType> types,
            @Schema(description = "All priorities if left out or empty") @Nullable @Size(max = 4)
                    List<@NotNull Priority> priorities,
            @Schema(
                            description =
                                    "All customers if left out or empty; a tier of another scheme"
                                            + " than the main one after its id and a stroke",
                            example = "[\"GOLD\",\"b2b-accounts/STRATEGIC\"]")
                    @Nullable
                    @Size(max = 20)
                    List<@NotBlank @Size(max = 100) String> tiers,
            @Schema(
                            description =
                                    "All customers if left out or empty; else those who have one of"
                                            + " these benefits when the case is opened, by the kind"
                                            + " that segmentation-service knows. Its parameters"
                                            + " firstResponse and resolution, such as PT30M, go"
                                            + " before the minutes here",
                            example = "[\"DEDICATED_SUPPORT\"]")
                    @Nullable
                    @Size(max = 20)
                    List<@NotNull @Pattern(regexp = BENEFIT) String> benefits,
            @Schema(example = "cal_01h455vb4pex5vsknk084sn02q") @NotBlank String calendarId,
            @Schema(description = "In business time; none is promised if left out", example = "60")
                    @Nullable
                    @Min(1)
                    @Max(MAX_MINUTES)
                    Integer firstResponseMinutes,
            @Schema(description = "In business time; none is promised if left out", example = "240")
                    @Nullable
                    @Min(1)
                    @Max(MAX_MINUTES)
                    Integer resolutionMinutes) {

        /**
         * @throws io.pondcrm.chassis.basics.ProblemException 422 if it promises nothing
         */
        SlaPolicy toDomain(String id, long version) {
            if (firstResponseMinutes == null && resolutionMinutes == null) {
                throw WebProblem.VALIDATION.exception(
                        List.of(
                                new FieldError(
                                        "/resolutionMinutes",
                                        "promises-nothing",
                                        new Text(
                                                "Promise a first response, a resolution or both",
                                                "请承诺首次响应时间、解决时间或两者"))));
            }
            return new SlaPolicy(
                    id,
                    Math.toIntExact(version),
                    name,
                    active == null || active,
                    rank == null ? 0 : rank,
                    types == null || types.isEmpty() ? Set.of() : EnumSet.copyOf(types),
                    priorities == null || priorities.isEmpty()
                            ? Set.of()
                            : EnumSet.copyOf(priorities),
                    tiers == null ? Set.of() : new TreeSet<>(tiers),
                    benefits == null ? Set.of() : new TreeSet<>(benefits),
                    calendarId,
                    minutes(firstResponseMinutes),
                    minutes(resolutionMinutes));
        }

        private static @Nullable Duration minutes(@Nullable Integer minutes) {
            return minutes == null ? null : Duration.ofMinutes(minutes);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SlaPolicy", description = "How soon whom is answered")
    record View(
            @Schema(example = "slp_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            boolean active,
            int rank,
            List<CaseType> types,
            List<Priority> priorities,
            List<String> tiers,
            List<String> benefits,
            String calendarId,
            @Nullable Long firstResponseMinutes,
            @Nullable Long resolutionMinutes,
            @Schema(description = "One more with each change; cases keep theirs") long version,
            Instant createdAt,
            Instant updatedAt) {

        static View of(SlaPolicyDocument document) {
            return of(document.toDomain(), document.createdAt(), document.updatedAt());
        }

        static View of(SlaPolicy policy, Instant createdAt, Instant updatedAt) {
            return new View(
                    policy.id(),
                    policy.name(),
                    policy.active(),
                    policy.rank(),
                    policy.types().stream().sorted().toList(),
                    policy.priorities().stream().sorted().toList(),
                    policy.tiers().stream().sorted().toList(),
                    policy.benefits().stream().sorted().toList(),
                    policy.calendarId(),
                    minutes(policy.firstResponse()),
                    minutes(policy.resolution()),
                    policy.version(),
                    createdAt,
                    updatedAt);
        }

        private static @Nullable Long minutes(@Nullable Duration duration) {
            return duration == null ? null : duration.toMinutes();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SlaDeadline", description = "When a span of business time is over")
    record DeadlineView(
            Instant from,
            long minutes,
            String calendarId,
            long calendarVersion,
            String zone,
            @Schema(description = "The first moment at which so much business time has passed")
                    Instant dueAt,
            @Schema(
                            description = "The same by the wall clock of the calendar's zone",
                            example = "2026-11-09T13:30:00+08:00")
                    String dueAtLocal) {}
}
