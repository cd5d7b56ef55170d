package io.pondcrm.churn;

import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.contracts.customer.InteractionRecordedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.contracts.feedback.CaseOpenedV1;
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
class Wire {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MockMvcTester http;

    Wire(MockMvcTester http) {
        this.http = http;
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

    static InteractionRecordedV1 interaction(CustomerId customer, Instant at) {
        return new InteractionRecordedV1(
                TestEvents.newId("int"),
                customer.value(),
                "PAGE_VIEW",
                "product-viewed",
                at,
                "WEB",
                "shop",
                false);
    }

    static CaseOpenedV1 complaint(CustomerId customer, String id, Instant at) {
        return new CaseOpenedV1(
                id, customer.value(), "C-1", "COMPLAINT", "P2", "PHONE", "delivery/late", at);
    }

    static CaseClosedV1 closed(CustomerId customer, String id, Instant opened, Instant at) {
        return new CaseClosedV1(id, customer.value(), "COMPLAINT", "CONFIRMED", 0, opened, at);
    }

    MvcTestResult get(String uri, String... scopes) {
        return http.get().uri(uri).header("Authorization", bearer(scopes)).exchange();
    }

    MvcTestResult send(String method, String uri, String body, Map<String, String> headers) {
        var request =
                http.method(org.springframework.http.HttpMethod.valueOf(method))
                        .uri(uri)
                        .header("Authorization", bearer("churn:read", "churn:write", "jobs:read"));
        headers.forEach(request::header);
        if (!body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    JsonNode getJson(String uri) {
        return json(get(uri, "churn:read", "jobs:read"));
    }

    private static String bearer(String... scopes) {
        return "Bearer " + TestTokens.with(scopes);
    }

    /** Waits until a job that answered 202, or that a Link names, is done. */
    void awaitJob(MvcTestResult result) {
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
