package io.pondcrm.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who stands around the service in its tests: callers, and what others have to tell. */
public class Wire {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String[] ALL = {
        "campaigns:read",
        "campaigns:write",
        "templates:read",
        "templates:write",
        "messages:read",
        "care:read",
        "care:write",
        "follow-ups:read",
        "follow-ups:write",
        "jobs:read"
    };
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MockMvcTester http;
    private final MongoOperations mongo;
    private final TestEvents events;

    Wire(MockMvcTester http, MongoOperations mongo, TestEvents events) {
        this.http = http;
        this.mongo = mongo;
        this.events = events;
    }

    /** Puts customers into a new segment, and waits until the service has heard of it. */
    public String segmentOf(List<CustomerId> customers) {
        var segment = TestEvents.newId("seg");
        for (var customer : customers) {
            events.send(
                    customer,
                    new SegmentEnteredV1(
                            customer.value(), segment, 1, Instant.parse("2026-03-01T12:00:00Z")),
                    1);
        }
        await().atMost(PATIENCE).until(() -> members(segment) == customers.size());
        return segment;
    }

    public long members(String segment) {
        return mongo.count(
                new Query(Criteria.where("segmentId").is(segment).and("member").is(true)),
                "segment_members");
    }

    public MvcTestResult as(String[] scopes, String method, String uri, String body) {
        var request =
                http.method(HttpMethod.valueOf(method))
                        .uri(uri)
                        .header("Authorization", "Bearer " + TestTokens.with(scopes));
        if (!body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    public MvcTestResult post(String uri, String body) {
        return as(ALL, "POST", uri, body);
    }

    public MvcTestResult get(String uri) {
        return as(ALL, "GET", uri, "");
    }

    public JsonNode getJson(String uri) {
        return json(get(uri));
    }

    public static JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    /** Pairs of pointer and code of a problem's field errors. */
    public static List<String> errors(MvcTestResult result) {
        var errors = new ArrayList<String>();
        for (var error : json(result).path("errors")) {
            errors.add(error.path("pointer").asString() + " " + error.path("code").asString());
        }
        return errors;
    }

    /** Makes something and answers with its id. */
    public String create(String uri, String body) {
        var result = post(uri, body);
        assertThat(result).hasStatus(201);
        return json(result).path("id").asString();
    }

    public String template(String subject, String text) {
        return create(
                "/api/v1/templates",
                JSON.writeValueAsString(
                        Map.of(
                                "name",
                                "test",
                                "variables",
                                List.of(Map.of("name", "offer", "type", "TEXT", "fallback", "tea")),
                                "texts",
                                List.of(
                                        Map.of(
                                                "locale", "en", "subject", subject, "text",
                                                text)))));
    }

    /** A launched campaign to these customers, nobody held out unless percent says so. */
    public String campaign(String segment, String template, int holdout) {
        var id =
                create(
                        "/api/v1/campaigns",
                        """
                        {"name":"test","segmentId":"%s","templateId":"%s","holdoutPercent":%d,
                         "holdoutReason":"a test"}\
                        """
                                .formatted(segment, template, holdout));
        assertThat(post("/api/v1/campaigns/" + id + "/launch", "")).hasStatusOk();
        return id;
    }

    public String stateOf(String campaign) {
        return getJson("/api/v1/campaigns/" + campaign).path("state").asString();
    }
}
