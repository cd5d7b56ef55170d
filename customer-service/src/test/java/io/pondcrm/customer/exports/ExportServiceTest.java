package io.pondcrm.customer.exports;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class ExportServiceTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort int port;

    private String system;
    private Api shop;
    private String token;

    @BeforeEach
    void aPartner() {
        system = TestEvents.newId("s").substring(2);
        shop = Api.partner(port, system);
        token = token("customers:pii");
    }

    private String token(String... more) {
        var scopes =
                new ArrayList<>(
                        List.of(
                                "customers:read",
                                "customers:write",
                                "transactions:read",
                                "transactions:write",
                                "imports:write",
                                "imports:read",
                                "jobs:read"));
        scopes.addAll(List.of(more));
        return TestTokens.partner(system, scopes.toArray(String[]::new));
    }

    private void customer(String key, String profile) {
        assertThat(
                        shop.put("/customers/by-external-id/%s/%s".formatted(system, key), profile)
                                .status())
                .isEqualTo(201);
    }

    private HttpResponse<String> send(
            String method, String path, String type, String body, String as) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                        .header("Authorization", "Bearer " + as)
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String done(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        var job = JSON.readTree(accepted.body()).path("id").asString();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(shop.get("/jobs/" + job).text("/state")).isEqualTo("SUCCEEDED"));
        return job;
    }

    private String export(String kind, String as) throws Exception {
        return done(send("POST", "/exports/" + kind, "application/json", "{}", as));
    }

    private List<String> file(String job, String format, String as) throws Exception {
        var answer =
                send("GET", "/exports/" + job + "/file?format=" + format, "text/plain", "", as);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().toList();
    }

    @Test
    void a_file_that_was_exported_changes_nothing_when_it_is_imported_again() throws Exception {
        customer(
                "k-1",
                """
                {"displayName":"=HYPERLINK(\\"evil\\")","region":"CN-SH","birthDate":"1990-02-28",
                 "tags":["vip","+new"],"attributes":{"note":"-1, \\"two\\""},
                 "contactPoints":[{"type":"EMAIL","value":"ada@export.example.org"},
                                  {"type":"PHONE","value":"+8613800138000"}]}\
                """);
        customer(
                "k-2",
                """
                {"displayName":"Two mails",
                 "contactPoints":[{"type":"EMAIL","value":"one@export.example.org"},
                                  {"type":"EMAIL","value":"two@export.example.org"}]}\
                """);
        var before1 = shop.get("/customers/by-external-id/" + system + "/k-1").text("/version");
        var job = export("customers", token);

        var lines = file(job, "CSV", token);

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst())
                .startsWith("exported.id,externalId,kind,displayName")
                .endsWith("contactPoints,attributes.note");
        assertThat(lines.get(1)).contains("\"'=HYPERLINK(\"\"evil\"\")\"", "'+8613800138000");
        for (var format : List.of("CSV", "NDJSON")) {
            var file = String.join("\n", file(job, format, token)) + "\n";
            var imported =
                    done(
                            send(
                                    "POST",
                                    "/customer-imports",
                                    format.equals("CSV") ? "text/csv" : "application/x-ndjson",
                                    file,
                                    token));
            var counters = shop.get("/jobs/" + imported).body().path("counters");
            assertThat(counters.path("unchanged").asInt()).as("%s", counters).isEqualTo(2);
        }
        assertThat(shop.get("/customers/by-external-id/" + system + "/k-1").text("/version"))
                .isEqualTo(before1);
        var read = JSON.readTree(file(job, "NDJSON", token).get(1));
        assertThat(read.path("contactPoints")).hasSize(2);
        assertThat(read.path("email").isMissingNode()).isTrue();
    }

    @Test
    void without_the_right_to_personal_data_there_are_no_such_columns() throws Exception {
        customer("k-3", "{\"displayName\":\"Ada\",\"region\":\"CN-SH\"}");

        var job = export("customers", token());

        var lines = file(job, "CSV", token());
        assertThat(lines.getFirst())
                .isEqualTo("exported.id,externalId,kind,gender,region,locale,timeZone,tags");
        assertThat(lines.get(1)).contains(",k-3,PERSON,,CN-SH,").doesNotContain("Ada");
        var withNames = export("customers", token);
        assertThat(
                        send("GET", "/exports/" + withNames + "/file", "text/plain", "", token())
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_partner_gets_its_own_transactions_only_and_nobody_elses_file() throws Exception {
        customer("k-4", "{}");
        for (var number = 1; number <= 3; number++) {
            var answer =
                    shop.post(
                            "/transactions",
                            """
                            {"externalId":"t-%d",
                             "customer":{"system":"%s","key":"k-4"},
                             "type":"SALE","occurredAt":"2026-03-0%dT10:00:00Z",
                             "total":{"amount":"12.30","currency":"CNY"}}\
                            """
                                    .formatted(number, system, number));
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        }

        var job = export("transactions", token);

        var lines = file(job, "CSV", token);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).contains(",t-1,").contains(",12.30,CNY,SALE");
        var other = TestTokens.partner("another", "customers:read", "transactions:read");
        assertThat(send("GET", "/exports/" + job + "/file", "text/plain", "", other).statusCode())
                .isEqualTo(404);
        var imported =
                done(
                        send(
                                "POST",
                                "/transaction-imports",
                                "text/csv",
                                String.join("\n", lines) + "\n",
                                token));
        assertThat(shop.get("/jobs/" + imported).body().at("/counters/unchanged").asInt())
                .isEqualTo(3);
        assertThat(
                        send(
                                        "POST",
                                        "/exports/customers",
                                        "application/json",
                                        "{\"system\":\"another\"}",
                                        token)
                                .statusCode())
                .isEqualTo(422);
    }
}
