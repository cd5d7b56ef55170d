package io.pondcrm.feedback.calendar;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.calendar.domain.Interval;
import io.pondcrm.feedback.calendar.domain.OpenHours;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers send and see of business calendars. */
final class CalendarPayloads {

    private CalendarPayloads() {}

    /** A stretch of a day. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "BusinessHours")
    record Hours(
            @NotBlank @Schema(description = "Wall clock", example = "09:00") String from,
            @NotBlank
                    @Schema(
                            description = "Wall clock, exclusive; 24:00 is midnight",
                            example = "12:00")
                    String until) {

        static List<Hours> of(OpenHours hours) {
            return hours.intervals().stream()
                    .map(it -> new Hours(it.fromText(), it.untilText()))
                    .toList();
        }
    }

    /** The hours of one weekday. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "BusinessDay")
    record Day(
            @NotNull DayOfWeek day, @NotNull @Valid @Size(max = 12) List<@NotNull Hours> hours) {}

    /** One date that differs from its weekday. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "BusinessException", description = "A date that differs from its weekday")
    record ExceptionDay(
            @NotNull LocalDate date,
            @Schema(example = "National Day") @Nullable @Size(max = 100) String name,
            @Schema(description = "None for a holiday; hours for a day worked to make up for one")
                    @NotNull
                    @Valid
                    @Size(max = 12)
                    List<@NotNull Hours> hours) {}

    /** What a caller sends to make or change a calendar. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewBusinessCalendar")
    record NewCalendar(
            @Schema(example = "Shanghai office") @NotBlank @Size(max = 100) String name,
            @Schema(description = "IANA", example = "Asia/Shanghai") @NotBlank @Size(max = 50)
                    String zone,
            @Schema(description = "Weekdays that are missing are off")
                    @NotEmpty
                    @Valid
                    @Size(max = 7)
                    List<@NotNull Day> week,
            @Valid @Size(max = 400) @Nullable List<@NotNull ExceptionDay> exceptions) {

        List<ExceptionDay> exceptionDays() {
            return exceptions == null ? List.of() : exceptions;
        }

        /**
         * @throws io.pondcrm.chassis.basics.ProblemException 422 that names each fault
         */
        BusinessCalendar toDomain() {
            var errors = new ArrayList<FieldError>();
            var zoneId = zoneId();
            if (zoneId.isEmpty()) {
                errors.add(
                        error(
                                "/zone",
                                "unknown-zone",
                                "Name a zone of the IANA database, such as Asia/Shanghai",
                                "请使用 IANA 时区名称，例如 Asia/Shanghai"));
            }
            var days = new EnumMap<DayOfWeek, OpenHours>(DayOfWeek.class);
            for (var index = 0; index < week.size(); index++) {
                var day = week.get(index);
                var hours = hours("/week/" + index + "/hours", day.hours(), errors);
                if (days.put(day.day(), hours) != null) {
                    errors.add(twice("/week/" + index + "/day"));
                }
            }
            var dates = new HashMap<LocalDate, OpenHours>();
            for (var index = 0; index < exceptionDays().size(); index++) {
                var exception = exceptionDays().get(index);
                var hours = hours("/exceptions/" + index + "/hours", exception.hours(), errors);
                if (dates.put(exception.date(), hours) != null) {
                    errors.add(twice("/exceptions/" + index + "/date"));
                }
            }
            if (errors.isEmpty() && days.values().stream().allMatch(OpenHours::isClosed)) {
                errors.add(
                        error(
                                "/week",
                                "never-open",
                                "At least one weekday needs hours",
                                "至少有一个工作日需要设置时间"));
            }
            if (!errors.isEmpty() || zoneId.isEmpty()) {
                throw WebProblem.VALIDATION.exception(errors);
            }
            return new BusinessCalendar(zoneId.get(), days, dates);
        }

        private Optional<ZoneId> zoneId() {
            try {
                return ZoneId.getAvailableZoneIds().contains(zone)
                        ? Optional.of(ZoneId.of(zone))
                        : Optional.empty();
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }

        private static OpenHours hours(
                String pointer, List<Hours> written, List<FieldError> errors) {
            var intervals = new ArrayList<Interval>();
            for (var index = 0; index < written.size(); index++) {
                var hours = written.get(index);
                var interval = Interval.find(hours.from(), hours.until());
                if (interval.isPresent()) {
                    intervals.add(interval.get());
                } else {
                    errors.add(
                            error(
                                    pointer + "/" + index,
                                    "hours-format",
                                    "Write two times such as 09:00 and 12:00, the end behind the"
                                            + " start",
                                    "请填写两个时间，例如 09:00 和 12:00，结束时间须晚于开始时间"));
                }
            }
            if (OpenHours.overlap(intervals)) {
                errors.add(
                        error(
                                pointer,
                                "hours-overlap",
                                "Hours of one day may not overlap",
                                "同一天的时间段不能重叠"));
                return OpenHours.CLOSED;
            }
            return new OpenHours(intervals);
        }

        private static FieldError twice(String pointer) {
            return error(pointer, "twice", "This day is there already", "这一天已存在");
        }

        private static FieldError error(String pointer, String code, String en, String zh) {
            return new FieldError(pointer, code, new Text(en, zh));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "BusinessCalendar", description = "When somebody works")
    record View(
            @Schema(example = "cal_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            String zone,
            List<Day> week,
            List<ExceptionDay> exceptions,
            @Schema(description = "One more with each change; promises keep theirs") long version,
            Instant createdAt,
            Instant updatedAt) {

        static View of(CalendarDocument document) {
            var calendar = document.calendar();
            return new View(
                    document.id(),
                    document.name(),
                    document.zone(),
                    Arrays.stream(DayOfWeek.values())
                            .map(day ->
                                    Map.entry(
                                            day,
                                            calendar.week().getOrDefault(day, OpenHours.CLOSED)))
                            .filter(it -> !it.getValue().isClosed())
                            .map(it -> new Day(it.getKey(), Hours.of(it.getValue())))
                            .toList(),
                    document.exceptions().stream()
                            .map(it ->
                                    new ExceptionDay(
                                            LocalDate.parse(it.date()),
                                            it.name(),
                                            Hours.of(calendar.hoursOn(LocalDate.parse(it.date())))))
                            .toList(),
                    document.version(),
                    document.createdAt(),
                    document.updatedAt());
        }
    }
}
