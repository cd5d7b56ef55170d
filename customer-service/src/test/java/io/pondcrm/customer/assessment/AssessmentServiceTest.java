package io.pondcrm.customer.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "pond.audit.keys=a-key-for-this-test-only")
@PondTest
class AssessmentServiceTest {

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;

    @Test
    void each_weakness_is_found_named_without_a_value_and_gone_when_it_is_solved() {
        var ops = Api.ops(port);
        var customer =
                ops.post(
                                "/customers",
                                """
                                {"displayName":"Ada","contactPoints":[{"type":"EMAIL","value":"ada@example.org"},
                                 {"type":"PHONE","value":"+8613800138000"}]}\
                                """)
                        .text("/id");
        ops.get("/customers/" + customer);

        var clean = assess();
        assertThat(clean.findings())
                .contains(
                        "MEDIUM NO_NOTICE_IN_FORCE privacy-notices 1",
                        "LOW READS_WITHOUT_PURPOSE ops 1")
                .noneMatch(it -> it.contains("UNSEALED") || it.contains("AUDIT"));

        var officer = Api.with(port, "privacy:read", "privacy:write");
        var draft =
                officer.post(
                        "/privacy-notices",
                        """
                        {"version":"v1","notice":"privacy","texts":[{"language":"en","title":"t","body":"b"},
                          {"language":"zh-CN","title":"t","body":"b"}]}\
                        """);
        officer.post("/privacy-notices/v1/publication", "", "If-Match", draft.etag());
        grant(ops, customer, "v1", "CARE");
        grant(ops, customer, "scribble", "SURVEYS");
        mongo.insert(
                new Document("_id", "x1")
                        .append("notes", List.of(new Document("mail", "eve@example.org"))),
                "drawer");
        mongo.insert(new Document("_id", "x2").append("phone", "+8613800138001"), "drawer");
        mongo.updateFirst(
                new Query(), new Update().set("resource", "/api/v1/elsewhere"), "auditEvents");

        var second = assess();
        assertThat(second.findings())
                .contains(
                        "HIGH UNSEALED_PERSONAL_FIELD drawer.notes.mail 1",
                        "HIGH UNSEALED_PERSONAL_FIELD drawer.phone 1",
                        "MEDIUM CONSENT_WITHOUT_NOTICE scribble 1",
                        "CRITICAL AUDIT_CHAIN_BROKEN CHANGED 1 1")
                .noneMatch(it -> it.contains("NO_NOTICE_IN_FORCE"));
        assertThat(second.findings().getFirst()).startsWith("CRITICAL");
        assertThat(second.raw()).doesNotContain("eve@example.org", "8613800138001", "Ada");

        mongo.dropCollection("drawer");
        var third = assess();
        var compared = get(third.id() + "?comparedWith=" + second.id());
        assertThat(compared.changes())
                .contains(
                        "SOLVED drawer.phone",
                        "SOLVED drawer.notes.mail",
                        "UNCHANGED scribble",
                        "UNCHANGED CHANGED 1");
        assertThat(get(second.id() + "?comparedWith=" + clean.id()).changes())
                .contains("NEW scribble", "SOLVED privacy-notices", "UNCHANGED ops");

        var reader = Api.with(port, "security:read");
        assertThat(reader.get("/security-assessments").body().at("/items").size()).isEqualTo(3);
        assertThat(
                        reader.get("/security-assessments")
                                .body()
                                .at("/items/1/findings/CRITICAL")
                                .asInt())
                .isEqualTo(1);
        assertThat(
                        reader.get(
                                        "/security-assessments/" + second.id(),
                                        "Accept-Language",
                                        "zh-CN")
                                .text("/findings/0/advice"))
                .contains("审计记录");
        assertThat(reader.get("/security-assessments/sas_x").status()).isEqualTo(404);
        assertThat(reader.post("/security-assessments", "").status()).isEqualTo(403);
    }

    private void grant(Api ops, String customer, String version, String purpose) {
        assertThat(
                        ops.post(
                                        "/customers/" + customer + "/consents",
                                        """
                                        {"purpose":"%s","channel":"EMAIL","decision":"GRANTED","evidence":"form:1","textVersion":"%s"}\
                                        """
                                                .formatted(purpose, version))
                                .status())
                .isEqualTo(201);
    }

    private record Seen(String id, List<String> findings, List<String> changes, String raw) {}

    private Seen assess() {
        var guard = Api.with(port, "security:read", "security:write", "jobs:read");
        var begun = guard.post("/security-assessments", "");
        assertThat(begun.status()).isEqualTo(202);
        var job = begun.header("Location").orElseThrow().replace("/api/v1", "");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> guard.get(job).text("/state").equals("SUCCEEDED"));
        var result = guard.get(job).text("/resultUrl");
        return get(result.substring(result.lastIndexOf('/') + 1));
    }

    private Seen get(String idAndQuery) {
        var answer = Api.with(port, "security:read").get("/security-assessments/" + idAndQuery);
        var findings = new ArrayList<String>();
        var changes = new ArrayList<String>();
        for (var it : answer.body().at("/findings")) {
            findings.add(
                    "%s %s %s %d"
                            .formatted(
                                    it.at("/severity").asString(),
                                    it.at("/check").asString(),
                                    it.at("/subject").asString(),
                                    it.at("/count").asInt()));
            changes.add(it.path("change").asString("") + " " + it.at("/subject").asString());
        }
        return new Seen(answer.text("/id"), findings, changes, answer.raw().body());
    }
}
