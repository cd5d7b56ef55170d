package io.pondcrm.customer.datause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import io.pondcrm.customer.datause.domain.DataUse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "pond.privacy-notices.required=true")
@PondTest(shared = "rights")
class DataUseServiceTest {

    @LocalServerPort int port;
    @Autowired TestEvents events;

    @Test
    void the_register_tells_each_use_in_both_languages() {
        var officer = Api.with(port, "privacy:read");

        var english = officer.get("/data-uses").body().at("/uses");
        var chinese = officer.get("/data-uses", "Accept-Language", "zh-CN").body().at("/uses");

        assertThat(english.size()).isEqualTo(DataUse.values().length);
        assertThat(english.findValuesAsString("purpose")).contains("To send you offers");
        assertThat(chinese.findValuesAsString("purpose")).contains("向您发送优惠与营销信息");
        for (var use : english) {
            assertThat(use.at("/consentPurpose").isMissingNode())
                    .isNotEqualTo(use.at("/lawfulBasis").asString().equals("CONSENT"));
        }
    }

    @Test
    void of_a_customer_only_what_happened_has_a_last_use() {
        var ops = Api.ops(port);
        var officer = Api.with(port, "privacy:read");
        var id = ops.post("/customers", "{\"displayName\":\"Ada\"}").text("/id");

        assertThat(uses(officer, id).path("ACCESS_BY_STAFF").has("lastUsedAt")).isFalse();
        ops.get("/customers/" + id);

        var before = uses(officer, id);
        assertThat(before.path("PROFILE_KEEPING").has("lastUsedAt")).isTrue();
        assertThat(before.path("MARKETING_MESSAGES").has("lastUsedAt")).isFalse();
        assertThat(before.path("MARKETING_MESSAGES").at("/allowed").asBoolean()).isFalse();
        assertThat(before.path("CASE_HANDLING").has("allowed")).isFalse();
        assertThat(before.path("VALUE_SCORING").has("lastUsedAt")).isFalse();
        assertThat(before.path("ACCESS_BY_STAFF").has("lastUsedAt")).isTrue();

        tell(
                "evt_used_1",
                "message.sent.v1",
                "crm.message.v1",
                id,
                """
                {"messageId":"msg_1","customerId":"%s","purpose":"MARKETING","channel":"EMAIL","copies":1,"sentAt":"2026-11-20T10:00:00Z"}\
                """);
        tell(
                "evt_used_2",
                "score.updated.v1",
                "crm.score.v1",
                id,
                """
                {"customerId":"%s","scoreType":"rfm","model":"rfm-default","modelVersion":1,"value":"543","label":"CHAMPIONS",
                 "reasons":[],"asOf":"2026-11-19T00:00:00Z"}\
                """);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var after = uses(officer, id);
                    assertThat(after.path("MARKETING_MESSAGES").at("/lastUsedAt").asString())
                            .isEqualTo("2026-11-20T10:00:00.000Z");
                    assertThat(after.path("VALUE_SCORING").at("/lastUsedAt").asString())
                            .isEqualTo("2026-11-19T00:00:00.000Z");
                    assertThat(after.path("CARE_MESSAGES").has("lastUsedAt")).isFalse();
                });
        assertThat(officer.get("/customers/cus_x/data-uses").status()).isEqualTo(404);
    }

    private static JsonNode uses(Api officer, String id) {
        var uses = JsonMapper.builder().build().createObjectNode();
        for (var use : officer.get("/customers/" + id + "/data-uses").body().at("/uses")) {
            uses.set(use.at("/use").asString(), use);
        }
        return uses;
    }

    private void tell(String event, String type, String topic, String id, String json) {
        events.send(topic, type, id, event + id, 5, json.formatted(id));
    }
}
