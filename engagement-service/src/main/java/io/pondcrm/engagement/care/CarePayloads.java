package io.pondcrm.engagement.care;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.engagement.care.domain.Birthdays;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/** What callers send and see of care programs. */
final class CarePayloads {

    private CarePayloads() {}

    /** What there is to greet. */
    enum Kind {
        BIRTHDAY
    }

    /** What a caller sends to make a care program. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewCareProgram")
    record NewProgram(
            @NotBlank @Size(max = 100) @Schema(example = "Birthday greeting") String name,
            @NotNull Kind kind,
            @NotBlank
                    @Size(max = 100)
                    @Schema(
                            description = "Its texts need no variable but customer.displayName",
                            example = "tpl_01h455vb4pex5vsknk084sn02q")
                    String templateId,
            @NotNull
                    @Schema(
                            description =
                                    "When those born on 29 February are greeted in years without it")
                    Birthdays.LeapDay leapDay,
            @NotNull
                    @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]")
                    @Schema(
                            description = "From when on, by the customer's clock",
                            example = "09:00")
                    String greetAt,
            @NotBlank
                    @Size(max = 50)
                    @Schema(
                            description = "IANA; where a customer's zone is not known",
                            example = "Asia/Shanghai")
                    String timeZone) {

        CareProgramDocument toDocument(String id, Instant now) {
            return new CareProgramDocument(
                    id, 1, name, templateId, leapDay, greetAt, timeZone, true, now);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CareProgram")
    record View(
            @Schema(example = "car_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            Kind kind,
            String templateId,
            Birthdays.LeapDay leapDay,
            String greetAt,
            String timeZone,
            @Schema(description = "Whether it greets") boolean active,
            long version,
            Instant createdAt) {

        static View of(CareProgramDocument program) {
            return new View(
                    program.id(),
                    program.name(),
                    Kind.BIRTHDAY,
                    program.templateId(),
                    program.leapDay(),
                    program.greetAt(),
                    program.timeZone(),
                    program.active(),
                    program.version(),
                    program.createdAt());
        }
    }
}
