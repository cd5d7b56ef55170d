package io.pondcrm.engagement.care;

import io.pondcrm.engagement.care.domain.Birthdays;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a birthday program lies in MongoDB.
 *
 * @param greetAt {@code HH:mm} by the customer's clock
 * @param timeZone where a customer's zone is not known
 */
@Document("care_programs")
@TypeAlias("care-program")
record CareProgramDocument(
        @Id String id,
        long version,
        String name,
        String templateId,
        Birthdays.LeapDay leapDay,
        String greetAt,
        String timeZone,
        boolean active,
        Instant createdAt) {

    Birthdays birthdays() {
        return new Birthdays(leapDay, LocalTime.parse(greetAt));
    }
}
