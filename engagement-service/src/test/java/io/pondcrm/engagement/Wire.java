package io.pondcrm.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who calls the service in its tests. */
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
        "playbooks:read",
        "playbooks:write",
        "loyalty:read",
        "loyalty:write",
        "loyalty:redeem",
        "loyalty:adjust",
        "jobs:read",
        "jobs:write"
    };
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MockMvcTester http;

    Wire(MockMvcTester http) {
        this.http = http;
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

    /** Posts what can be repeated blindly. */
    public MvcTestResult postOnce(String uri, String body, String key) {
        return http.post()
                .uri(uri)
                .header("Authorization", "Bearer " + TestTokens.with(ALL))
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .content(body)
                .exchange();
    }

    /**
     * @param ifMatch left out if empty
     */
    public MvcTestResult put(String uri, String body, String ifMatch) {
        var request =
                http.put()
                        .uri(uri)
                        .header("Authorization", "Bearer " + TestTokens.with(ALL))
                        .contentType("application/json")
                        .content(body);
        return (ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch)).exchange();
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
