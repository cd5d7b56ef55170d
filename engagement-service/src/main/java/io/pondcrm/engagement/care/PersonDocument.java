package io.pondcrm.engagement.care;

import io.pondcrm.engagement.care.domain.People;
import io.pondcrm.kernel.CustomerId;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a birthday lies in MongoDB.
 *
 * @param id the customer's id
 * @param birthday {@code MM-dd}
 * @param greetedYear the latest year for which a greeting was claimed; 0 for none
 */
@Document("birthdays")
@TypeAlias("birthday")
@CompoundIndex(name = "birthday", def = "{'birthday': 1, '_id': 1}")
record PersonDocument(
        @Id String id,
        long sequence,
        @Nullable String birthday,
        @Nullable String timeZone,
        int greetedYear) {

    static String written(MonthDay birthday) {
        // MonthDay writes itself as --MM-dd.
        return birthday.toString().substring(2);
    }

    /** Empty where the text is no birthday: others' mistakes must not stop us. */
    static Optional<MonthDay> birthday(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(MonthDay.parse("--" + text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static Optional<ZoneId> zone(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(ZoneId.of(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    People.Person toDomain() {
        return new People.Person(new CustomerId(id), sequence, birthday(birthday), zone(timeZone));
    }
}
