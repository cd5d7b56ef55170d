package io.pondcrm.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.contracts.segmentation.Cause;
import io.pondcrm.contracts.segmentation.EntitledBenefit;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who stands around the service in its tests: callers, and what others have to tell. */
@Component
public class Wire {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Mon to Fri, 9 to 12 and 13 to 17. */
    public static final String WEEK =
            """
            [{"day":"MONDAY","hours":HOURS},{"day":"TUESDAY","hours":HOURS},
             {"day":"WEDNESDAY","hours":HOURS},{"day":"THURSDAY","hours":HOURS},
             {"day":"FRIDAY","hours":HOURS}]\
            """
                    .replace(
                            "HOURS",
                            "[{\"from\":\"09:00\",\"until\":\"12:00\"},{\"from\":\"13:00\",\"until\":\"17:00\"}]");

    private static final String[] ALL = {
        "cases:read", "cases:write", "sla:read", "sla:write", "surveys:read", "surveys:write"
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MockMvcTester http;
    private final TestEvents events;

    Wire(MockMvcTester http, TestEvents events) {
        this.http = http;
        this.events = events;
    }

    public static TierChangedV1 tier(CustomerId customer, String scheme, String to) {
        return new TierChangedV1(
                customer.value(),
                scheme,
                1,
                null,
                to,
                "ENTERED",
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 1, 1),
                List.of(),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** All that a customer has by a scheme: one benefit, or none. */
    public static EntitlementChangedV1 entitled(
            CustomerId customer, String scheme, @Nullable EntitledBenefit benefit) {
        return new EntitlementChangedV1(
                customer.value(),
                scheme,
                "STRATEGIC",
                List.of(),
                List.of(),
                List.of(),
                Instant.parse("2026-01-01T00:00:00Z"),
                false,
                benefit == null ? List.of() : List.of(benefit),
                List.of(),
                new Cause("TIME", null, null));
    }

    public MvcTestResult sendAs(
            String token, String method, String uri, String body, String... headers) {
        var request = http.method(HttpMethod.valueOf(method)).uri(uri);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (var at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        if (!body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    /** As a client of our own that may do all. */
    public MvcTestResult send(String method, String uri, String body, String... headers) {
        return sendAs(TestTokens.with(ALL), method, uri, body, headers);
    }

    public MvcTestResult get(String uri) {
        return send("GET", uri, "");
    }

    public JsonNode getJson(String uri) {
        return json(get(uri));
    }

    /** Sends, and expects that it is taken. */
    public JsonNode ok(String method, String uri, String body, String... headers) {
        var result = send(method, uri, body, headers);
        assertThat(result.getResponse().getStatus())
                .as("%s %s: %s", method, uri, text(result))
                .isBetween(200, 299);
        return json(result);
    }

    public static JsonNode json(MvcTestResult result) {
        return JSON.readTree(text(result));
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), UTF_8);
    }

    /** A calendar of the office hours of the acceptance line. */
    public String newCalendar(String zone, String exceptions) {
        return ok(
                        "POST",
                        "/api/v1/business-calendars",
                        """
                        {"name":"Office","zone":"%s","week":%s,"exceptions":%s}\
                        """
                                .formatted(zone, WEEK, exceptions))
                .path("id")
                .asString();
    }

    /** All events about a customer on a topic so far that have a field, in order. */
    public List<JsonNode> published(String topic, CustomerId customer, String field) {
        return events.published(topic, customer).stream().filter(it -> it.has(field)).toList();
    }
}
