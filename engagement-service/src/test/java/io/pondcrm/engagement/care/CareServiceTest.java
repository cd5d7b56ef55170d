package io.pondcrm.engagement.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

class CareServiceTest extends EngagementTest {

    static final Instant MARCH_1_IN_SHANGHAI = Instant.parse("2027-03-01T01:30:00Z");

    @Autowired GreetCustomers greetCustomers;
    @Autowired MongoOperations mongo;

    private String program = "";

    @AfterEach
    void pause() {
        wire.post("/api/v1/care-programs/" + program + "/pause", "");
    }

    @Test
    void a_birthday_is_greeted_once_a_year_whoever_looks_and_however_often() throws Exception {
        clock.run(MARCH_1_IN_SHANGHAI);
        var ada = born("03-01", "Asia/Shanghai", Card.granted());
        var leap = born("02-29", "Asia/Shanghai", Card.granted());
        var farAway = born("03-01", "America/New_York", Card.granted());
        var silent = born("03-01", null, Card.refused("NEVER_GRANTED"));
        program = program();

        try (var threads = Executors.newFixedThreadPool(4)) {
            threads.invokeAll(
                    IntStream.range(0, 8)
                            .<Callable<Void>>mapToObj(_ ->
                                    () -> {
                                        greetCustomers.handle();
                                        return null;
                                    })
                            .toList());
        }
        await().atMost(Wire.PATIENCE).until(() -> mailsTo(ada).size() + mailsTo(leap).size() == 2);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        wire.getJson("/api/v1/messages/" + greeting(silent, 2027) + "/decision")
                                .path("reason")
                                .asString()
                                .equals("NEVER_GRANTED"));
        assertThat(wire.get("/api/v1/messages/" + greeting(farAway, 2027))).hasStatus(404);

        // A correction of the date of birth: the next day is no second birthday.
        events.send(ada, updated(ada, "03-02", "Asia/Shanghai"), 2);
        awaitBirthday(ada, "03-02");
        clock.run(Instant.parse("2027-03-02T03:00:00Z"));
        greetCustomers.handle();
        await().atMost(Wire.PATIENCE).until(() -> mailsTo(farAway).size() == 1);

        assertThat(mailsTo(ada)).hasSize(1);
        assertThat(mailsTo(leap)).hasSize(1);
        assertThat(mailsTo(silent)).isEmpty();
        clock.run(Instant.parse("2028-03-02T03:00:00Z"));
        await().atMost(Wire.PATIENCE).until(() -> mailsTo(ada).size() == 2);
        assertThat(mailsTo(leap)).as("29 February 2028 was another day").hasSize(1);
    }

    @Test
    void a_greeting_never_comes_on_another_day() {
        clock.run(Instant.parse("2029-07-07T02:00:00Z"));
        var quiet = Card.granted().with("quietUntil", "2029-07-07T17:00:00Z");
        var bob = born("07-07", "Asia/Shanghai", quiet);
        program = program();
        var greeting = "/api/v1/messages/" + greeting(bob, 2029);
        await().atMost(Wire.PATIENCE)
                .until(() -> wire.getJson(greeting).path("state").asString(""), "DEFERRED"::equals);

        clock.run(Instant.parse("2029-07-07T17:00:00Z"));

        await().atMost(Wire.PATIENCE)
                .until(
                        () -> wire.getJson(greeting + "/decision").path("reason").asString(""),
                        "EXPIRED"::equals);
        assertThat(mailsTo(bob)).isEmpty();
    }

    @Test
    void an_older_word_about_a_customer_changes_nothing() {
        var bob = CustomerId.of(UUID.fromString("01900000-0000-7000-8000-0000000000b0"));
        events.send(bob, updated(bob, "05-05", "Asia/Shanghai"), 3);
        events.send(bob, created(bob, "04-04", "Asia/Shanghai"), 1);
        events.send(bob, updated(bob, "05-05", "Asia/Shanghai"), 3);
        var last = born("06-06", "Asia/Shanghai", Card.granted());

        awaitBirthday(bob, "05-05");
        awaitBirthday(last, "06-06");
        assertThat(birthday(bob)).isEqualTo("05-05");
    }

    @Test
    void a_program_needs_a_template_and_a_zone_that_are_there() {
        var body = programBody("tpl_x");

        assertThat(Wire.errors(wire.post("/api/v1/care-programs", body)))
                .containsExactly("/templateId template-unsuitable");
        assertThat(
                        Wire.errors(
                                wire.post(
                                        "/api/v1/care-programs",
                                        body.replace("Asia/Shanghai", "Asia/Atlantis"))))
                .containsExactly("/timeZone time-zone-unknown");
        assertThat(wire.as(new String[] {"care:read"}, "POST", "/api/v1/care-programs", body))
                .hasStatus(403);
    }

    private String program() {
        return wire.create(
                "/api/v1/care-programs",
                programBody(wire.template("Happy birthday", "Dear {{customer.displayName}}")));
    }

    private static String programBody(String template) {
        return """
        {"name":"Birthday","kind":"BIRTHDAY","templateId":"%s","leapDay":"MARCH_1",
         "greetAt":"09:00","timeZone":"Asia/Shanghai"}\
        """
                .formatted(template);
    }

    private static String greeting(CustomerId customer, int year) {
        return Message.idOf("birthday", customer, String.valueOf(year));
    }

    private CustomerId born(String birthday, @Nullable String zone, Card card) {
        var customer = customer(card);
        events.send(customer, created(customer, birthday, zone), 1);
        awaitBirthday(customer, birthday);
        return customer;
    }

    private void awaitBirthday(CustomerId customer, String birthday) {
        await().atMost(Wire.PATIENCE).until(() -> birthday(customer), birthday::equals);
    }

    private String birthday(CustomerId customer) {
        var known = mongo.findById(customer.value(), PersonDocument.class);
        return known == null ? "" : String.valueOf(known.birthday());
    }

    private static CustomerCreatedV1 created(
            CustomerId customer, String birthday, @Nullable String zone) {
        return new CustomerCreatedV1(
                customer.value(),
                "PERSON",
                null,
                null,
                null,
                birthday,
                null,
                zone,
                List.of(),
                Map.of(),
                List.of(),
                Instant.EPOCH);
    }

    private static CustomerUpdatedV1 updated(CustomerId customer, String birthday, String zone) {
        return new CustomerUpdatedV1(
                customer.value(),
                "PERSON",
                null,
                null,
                null,
                birthday,
                null,
                zone,
                List.of(),
                Map.of(),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }
}
