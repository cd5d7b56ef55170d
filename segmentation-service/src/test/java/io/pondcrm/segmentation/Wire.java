package io.pondcrm.segmentation;

import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who stands around the service in its tests: callers, and what others have to tell. */
@Component
public class Wire {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MockMvcTester http;

    Wire(MockMvcTester http) {
        this.http = http;
    }

    static CustomerCreatedV1 created(CustomerId customer, Instant at) {
        return new CustomerCreatedV1(
                customer.value(),
                "PERSON",
                "CN-SH",
                "FEMALE",
                "30-39",
                "02-28",
                "zh-CN",
                "Asia/Shanghai",
                List.of("vip"),
                Map.of(),
                List.of("shop"),
                at);
    }

    static TransactionRecordedV1 sale(
            CustomerId customer, String transaction, Instant at, String amount) {
        return new TransactionRecordedV1(
                transaction,
                customer.value(),
                "SALE",
                at,
                amount,
                "CNY",
                "STORE",
                "shop",
                List.of(),
                null,
                null);
    }

    static TransactionRecordedV1 refund(
            CustomerId customer, String transaction, Instant at, String amount) {
        return new TransactionRecordedV1(
                transaction,
                customer.value(),
                "REFUND",
                at,
                "-" + amount,
                "CNY",
                "STORE",
                "shop",
                List.of(),
                null,
                null);
    }

    MvcTestResult get(String uri, String... scopes) {
        return http.get().uri(uri).header("Authorization", bearer(scopes)).exchange();
    }

    public MvcTestResult send(String method, String uri, String body, Map<String, String> headers) {
        var request =
                http.method(org.springframework.http.HttpMethod.valueOf(method))
                        .uri(uri)
                        .header(
                                "Authorization",
                                bearer(
                                        "segments:write",
                                        "segments:read",
                                        "scores:write",
                                        "scores:read",
                                        "jobs:read"));
        headers.forEach(request::header);
        if (!body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    public JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    JsonNode getJson(String uri) {
        return json(get(uri, "scores:read", "segments:read", "jobs:read"));
    }

    private static String bearer(String... scopes) {
        return "Bearer " + TestTokens.with(scopes);
    }

    /** Waits until a job that answered 202, or that a Link names, is done. */
    public void awaitJob(MvcTestResult result) {
        var location = result.getResponse().getHeader("Location");
        var link = result.getResponse().getHeader("Link");
        var job =
                link == null
                        ? Objects.requireNonNull(location)
                        : link.substring(1, link.indexOf('>'));
        await().atMost(PATIENCE)
                .until(() -> getJson(job).path("state").asString(), "SUCCEEDED"::equals);
    }
}
