package io.pondcrm.customer.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.customer.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class ReconciliationServiceTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort int port;

    private String system;
    private Api shop;

    @BeforeEach
    void aPartner() {
        system = TestEvents.newId("s").substring(2);
        shop = Api.partner(port, system);
    }

    private String customer(String key, String region) {
        return shop.put(
                        "/customers/by-external-id/%s/%s".formatted(system, key),
                        "{\"displayName\":\"Ada %s\",\"region\":\"%s\"}".formatted(key, region))
                .text("/id");
    }

    private String send(String method, String path, String body, String token) throws Exception {
        var answer =
                HTTP.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + port + "/api/v1" + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/x-ndjson")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private List<String> reconcile(String body, String token) throws Exception {
        var accepted = send("POST", "/reconciliations", body, token);
        assertThat(accepted).startsWith("202 ");
        var id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(accepted);
        assertThat(id.find()).isTrue();
        var job = id.group(1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(shop.get("/jobs/" + job).text("/state")).isEqualTo("SUCCEEDED"));
        var path = "/reconciliations/" + job + "/result";
        // Another partner can't tell that there is one.
        assertThat(send("GET", path, "", TestTokens.partner("another", "customers:read")))
                .startsWith("404 ");
        var result = send("GET", path, "", token);
        assertThat(result).startsWith("200 ");
        var lines = new ArrayList<>(result.substring(4).lines().toList());
        lines.sort(null);
        return lines;
    }

    @Test
    void a_partner_hears_what_it_lacks_what_we_lack_and_which_fields_differ() throws Exception {
        var same = customer("A-1", "CN-GD");
        var different = customer("A-2", "CN-GD");
        var missing = customer("A-3", "CN-ZJ");
        customer("A-4", "CN-SH");
        var hash =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest("kind=PERSON\nregion=CN-SH\n".getBytes(UTF_8)));

        var result =
                reconcile(
                        """
                        {"key":"A-1","region":"CN-GD","gender":null}
                        {"key":"A-2","region":"CN-BJ","kind":"PERSON"}
                        {"key":"A-4","hash":"%s"}
                        {"key":"A-9","region":"CN-GD"}
                        {"key":"A-1","displayName":"Ada A-1"}
                        no json
                        """
                                .formatted(hash),
                        TestTokens.partner(system, "customers:read"));

        assertThat(result)
                .containsExactly(
                        "{\"result\":\"DIFFERENT\",\"key\":\"A-2\",\"customerId\":\"%s\",\"fields\":[\"region\"]}"
                                .formatted(different),
                        "{\"result\":\"EXTRA\",\"key\":\"A-9\",\"line\":4}",
                        "{\"result\":\"INVALID\",\"line\":5,\"code\":\"unknown-field\"}",
                        "{\"result\":\"INVALID\",\"line\":6,\"code\":\"unreadable\"}",
                        "{\"result\":\"MISSING\",\"key\":\"A-3\",\"customerId\":\"%s\"}"
                                .formatted(missing));
        assertThat(result.toString()).doesNotContain(same);
    }

    @Test
    void who_may_see_personal_data_compares_it_as_well() throws Exception {
        var ours = customer("B-1", "CN-GD");
        var pii = TestTokens.partner(system, "customers:read", "customers:pii");

        assertThat(reconcile("{\"key\":\"B-1\",\"displayName\":\"Ada B-1\"}", pii)).isEmpty();
        assertThat(reconcile("{\"key\":\"B-1\",\"displayName\":\"Eda B-1\"}", pii))
                .containsExactly(
                        "{\"result\":\"DIFFERENT\",\"key\":\"B-1\",\"customerId\":\"%s\",\"fields\":[\"displayName\"]}"
                                .formatted(ours));
    }

    @Test
    void whose_customers_they_are_must_be_said_and_be_the_caller_s() throws Exception {
        var ours = TestTokens.with("customers:read");
        assertThat(send("POST", "/reconciliations", "{}", ours)).startsWith("400 ");
        assertThat(
                        send(
                                "POST",
                                "/reconciliations?system=other",
                                "{}",
                                TestTokens.partner(system, "customers:read")))
                .startsWith("404 ");
    }
}
