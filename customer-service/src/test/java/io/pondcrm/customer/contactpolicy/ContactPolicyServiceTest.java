package io.pondcrm.customer.contactpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.customer.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class ContactPolicyServiceTest {

    static final Instant NOON_IN_LONDON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant NIGHT_IN_LONDON = Instant.parse("2026-03-01T22:00:00Z");

    @LocalServerPort int port;
    @Autowired TestClock clock;

    private Api ops;
    private String customer;

    @BeforeEach
    void ada() {
        clock.run(NOON_IN_LONDON);
        ops = Api.ops(port);
        customer =
                "/customers/"
                        + ops.post(
                                        "/customers",
                                        """
                                        {"displayName":"Ada","locale":"en-GB","timeZone":"Europe/London",
                                         "contactPoints":[{"type":"EMAIL","value":"ada@example.org"},
                                                          {"type":"PHONE","value":"+8613800138000"}]}\
                                        """)
                                .text("/id");
    }

    @Test
    void what_is_allowed_comes_first_and_among_it_what_the_customer_likes() {
        grant("EMAIL");
        grant("SMS");
        grant("WECHAT");
        assertThat(channels()).startsWith("EMAIL GRANTED", "SMS GRANTED", "WECHAT NO_ADDRESS");

        prefer("[\"WECHAT\",\"SMS\",\"POST\"]");

        assertThat(channels())
                .containsExactly(
                        "SMS GRANTED",
                        "EMAIL GRANTED",
                        "WECHAT NO_ADDRESS",
                        "POST NEVER_GRANTED",
                        "PHONE NEVER_GRANTED",
                        "APP_PUSH NEVER_GRANTED");
        var policy = ops.get(customer + "/contact-policy?purpose=MARKETING");
        assertThat(policy.text("/channels/0/placedBy")).isEqualTo("PREFERENCE");
        assertThat(policy.text("/channels/1/placedBy")).isEqualTo("COMPANY_ORDER");
        assertThat(policy.body().at("/cap/messages").asInt()).isEqualTo(4);
        assertThat(policy.text("/cap/period")).isEqualTo("PT168H");
        assertThat(policy.text("/quietHours/from")).isEqualTo("21:00");
        assertThat(policy.text("/quietHoursOf")).isEqualTo("COMPANY");
        assertThat(policy.text("/timeZone")).isEqualTo("Europe/London");
        assertThat(policy.body().has("quietUntil")).isFalse();
        assertThat(policy.raw().body()).doesNotContain("example.org", "Ada", "13800138000");
    }

    @Test
    void card_and_policy_say_until_when_it_is_quiet() {
        grant("EMAIL");
        clock.freeze(NIGHT_IN_LONDON);

        assertThat(ops.get(customer + "/contact-policy?purpose=CARE").text("/quietUntil"))
                .isEqualTo("2026-03-02T08:00:00.000Z");
        var card = ops.get(customer + "/contact-card?purpose=MARKETING&channel=EMAIL");
        assertThat(card.text("/quietUntil")).isEqualTo("2026-03-02T08:00:00.000Z");
        assertThat(card.body().at("/capMessages").asInt()).isEqualTo(4);
        assertThat(card.text("/capPeriod")).isEqualTo("PT168H");

        ops.put(
                customer + "/contact-preference",
                "{\"channels\":[],\"quietHours\":{\"from\":\"23:00\",\"to\":\"06:00\"}}");

        var own = ops.get(customer + "/contact-policy?purpose=CARE");
        assertThat(own.body().has("quietUntil")).isFalse();
        assertThat(own.text("/quietHoursOf")).isEqualTo("CUSTOMER");
        assertThat(own.body().has("cap")).isFalse();
    }

    @Test
    void a_preference_is_changed_only_by_those_who_have_seen_it() throws Exception {
        var path = customer + "/contact-preference";
        assertThat(ops.get(path).etag()).isEqualTo("\"0\"");
        var calls = new ArrayList<Callable<Integer>>();
        for (var writer = 0; writer < 8; writer++) {
            calls.add(() -> ops.put(path, "{\"channels\":[\"SMS\"]}").status());
        }
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(it -> it == 200).hasSize(1);
        assertThat(answers).filteredOn(it -> it != 200).isSubsetOf(409, 412);
        assertThat(ops.put(path, "{\"channels\":[]}", "If-Match", "\"0\"").status()).isEqualTo(412);
        assertThat(ops.put(path, "{\"channels\":[]}", "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(ops.get(path).etag()).isEqualTo("\"2\"");
    }

    @Test
    void what_makes_no_sense_is_refused_by_name() {
        var path = customer + "/contact-preference";

        assertThat(ops.put(path, "{\"channels\":[\"ANY\",\"SMS\",\"SMS\"]}").errors())
                .containsExactly("/channels/0 channel-not-one", "/channels/2 channel-repeated");
        assertThat(
                        ops.put(
                                        path,
                                        "{\"channels\":[],\"quietHours\":{\"from\":\"25:00\",\"to\":\"08:00\"}}")
                                .errors())
                .containsExactly("/quietHours/from pattern");
        assertThat(
                        ops.get(
                                        "/customers/cus_01h455vb4pex5vsknk084sn02q/contact-policy?purpose=CARE")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void who_may_only_read_changes_nothing() {
        var reader = Api.with(port, "contact-policies:read");

        assertThat(reader.get(customer + "/contact-policy?purpose=CARE").status()).isEqualTo(200);
        assertThat(reader.put(customer + "/contact-preference", "{\"channels\":[]}").status())
                .isEqualTo(403);
        assertThat(
                        Api.with(port, "customers:read")
                                .get(customer + "/contact-policy?purpose=CARE")
                                .status())
                .isEqualTo(403);
    }

    private void grant(String channel) {
        assertThat(
                        ops.post(
                                        customer + "/consents",
                                        """
                                        {"purpose":"MARKETING","channel":"%s","decision":"GRANTED",
                                         "at":"2026-02-01T08:00:00Z","textVersion":"v1","evidence":"form:1"}\
                                        """
                                                .formatted(channel))
                                .status())
                .isEqualTo(201);
    }

    private void prefer(String channels) {
        assertThat(
                        ops.put(customer + "/contact-preference", "{\"channels\":" + channels + "}")
                                .status())
                .isEqualTo(200);
    }

    private ArrayList<String> channels() {
        var channels = new ArrayList<String>();
        for (var option :
                ops.get(customer + "/contact-policy?purpose=MARKETING").body().path("channels")) {
            channels.add(
                    option.path("channel").asString() + " " + option.path("reason").asString());
        }
        return channels;
    }
}
