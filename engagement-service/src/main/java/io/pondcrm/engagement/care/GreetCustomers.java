package io.pondcrm.engagement.care;

import io.pondcrm.engagement.care.domain.People;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Claims the greetings of those whose birthday it is. The claim is the message itself, under an id
 * made of customer and year: whoever claims second, be it another instance, another program or
 * ourselves after a crash, meets it there. Who changes their birthday is not greeted twice either.
 */
@Component
class GreetCustomers {

    private static final int BATCH = 250;

    private final MongoCarePrograms programs;
    private final People people;
    private final Messages messages;
    private final Clock clock;

    GreetCustomers(MongoCarePrograms programs, People people, Messages messages, Clock clock) {
        this.programs = programs;
        this.people = people;
        this.messages = messages;
        this.clock = clock;
    }

    /** Looks once over all who may have their birthday somewhere on earth. */
    void handle() {
        for (var program : programs.listRunning()) {
            for (var birthday : program.birthdays().celebratedSomewhere(clock.instant())) {
                greet(program, birthday);
            }
        }
    }

    private void greet(CareProgramDocument program, MonthDay birthday) {
        // The latest year that it is anywhere: who was greeted for it needs no look.
        var year = clock.instant().atZone(ZoneId.of("Pacific/Kiritimati")).getYear();
        CustomerId last = null;
        for (var part = people.listByBirthday(birthday, year, last, BATCH);
                !part.isEmpty();
                part = people.listByBirthday(birthday, year, last, BATCH)) {
            claim(program, birthday, part);
            last = part.getLast().customer();
        }
    }

    private void claim(CareProgramDocument program, MonthDay birthday, List<People.Person> part) {
        var now = clock.instant();
        var birthdays = program.birthdays();
        var fallback = ZoneId.of(program.timeZone());
        var greetings = new ArrayList<Message>();
        var years = new TreeMap<Integer, List<CustomerId>>();
        for (var person : part) {
            var zone = person.zone().orElse(fallback);
            var dayEnds = now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone);
            birthdays
                    .yearToGreet(birthday, zone, now)
                    .ifPresent(year -> {
                        greetings.add(
                                Message.due(
                                        Message.idOf(
                                                "birthday",
                                                person.customer(),
                                                String.valueOf(year)),
                                        person.customer(),
                                        MongoCarePrograms.source(program),
                                        Purpose.CARE,
                                        now,
                                        Optional.of(dayEnds.toInstant())));
                        years.computeIfAbsent(year, _ -> new ArrayList<>()).add(person.customer());
                    });
        }
        if (!greetings.isEmpty()) {
            messages.createAll(greetings);
            years.forEach((year, customers) -> people.greeted(customers, year));
        }
    }
}
