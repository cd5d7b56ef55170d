package io.pondcrm.customer.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "pond.privacy-notices.required=true")
@PondTest(shared = "rights")
class NoticeServiceTest {

    private static final String TEXTS =
            """
            "texts":[{"language":"en","title":"Privacy","body":"We use your data."},
                     {"language":"zh-cn","title":"隐私声明","body":"我们使用您的数据。"}]\
            """;

    @LocalServerPort int port;
    private Api officer;

    @BeforeEach
    void officer() {
        officer = Api.with(port, "privacy:read", "privacy:write");
    }

    @Test
    void a_notice_is_drafted_changed_published_and_then_never_changes() {
        var draft = draft("shop-1", "shop");

        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft.text("/state")).isEqualTo("DRAFT");
        assertThat(draft.text("/texts/1/language")).isEqualTo("zh-CN");
        assertThat(draft.text("/texts/0/sha256"))
                .isEqualTo(Sha256.hex("en\nPrivacy\nWe use your data.\n"));
        assertThat(draft("shop-1", "shop").text("/code")).isEqualTo("notice-exists");
        var other = "{\"notice\":\"shop\"," + TEXTS.replace("We use", "We keep") + "}";
        var changed = officer.put("/privacy-notices/shop-1", other, "If-Match", draft.etag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(publish("shop-1", draft.etag()).status()).isEqualTo(412);
        assertThat(officer.post("/privacy-notices/shop-1/publication", "").status()).isEqualTo(428);
        var published = publish("shop-1", changed.etag());
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.text("/state")).isEqualTo("PUBLISHED");
        assertThat(publish("shop-1", published.etag()).body()).isEqualTo(published.body());
        var late = officer.put("/privacy-notices/shop-1", other, "If-Match", published.etag());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("/code")).isEqualTo("notice-published");
        assertThat(officer.delete("/privacy-notices/shop-1", "If-Match", published.etag()).status())
                .isEqualTo(409);
        assertThat(officer.get("/privacy-notices/shop-1").text("/texts/0/body"))
                .isEqualTo("We keep your data.");
    }

    @Test
    void the_version_published_last_supersedes_the_one_before() {
        publish("app-1", draft("app-1", "app").etag());
        publish("app-2", draft("app-2", "app").etag());
        draft("app-3", "app");

        var first = officer.get("/privacy-notices/app-1");
        assertThat(first.text("/state")).isEqualTo("SUPERSEDED");
        assertThat(first.text("/supersededBy")).isEqualTo("app-2");
        assertThat(first.text("/supersededAt"))
                .isEqualTo(officer.get("/privacy-notices/app-2").text("/publishedAt"));
        var inForce = officer.get("/privacy-notices?notice=app&inForce=true").body().at("/items");
        assertThat(inForce.size()).isEqualTo(1);
        assertThat(inForce.at("/0/version").asString()).isEqualTo("app-2");
        var all = officer.get("/privacy-notices?notice=app").body().at("/items");
        assertThat(all.findValuesAsString("version")).containsExactly("app-3", "app-2", "app-1");
        assertThat(all.findValuesAsString("state"))
                .containsExactly("DRAFT", "PUBLISHED", "SUPERSEDED");
    }

    @Test
    void a_draft_must_be_readable_and_is_published_in_both_languages() {
        var bad =
                officer.post(
                        "/privacy-notices",
                        """
                        {"version":"bad","notice":"bad","texts":[
                          {"language":"en","title":"t","body":"b"},{"language":"EN","title":"t","body":"b"},
                          {"language":"no such","title":"t","body":"b"}]}\
                        """);
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.errors())
                .containsExactly(
                        "/texts/1/language language-repeated",
                        "/texts/2/language language-unknown");
        var english =
                officer.post(
                        "/privacy-notices",
                        """
                        {"version":"only-en","notice":"only","texts":[{"language":"en","title":"t","body":"b"}]}\
                        """);
        var refused = publish("only-en", english.etag());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors()).containsExactly("/texts language-missing");
        assertThat(officer.delete("/privacy-notices/only-en", "If-Match", english.etag()).status())
                .isEqualTo(204);
        assertThat(officer.get("/privacy-notices/only-en").status()).isEqualTo(404);
        assertThat(Api.with(port, "privacy:read").post("/privacy-notices", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void a_grant_names_a_notice_that_was_published_before() {
        var ops = Api.ops(port);
        var consents =
                "/customers/%s/consents"
                        .formatted(ops.post("/customers", "{\"displayName\":\"Ada\"}").text("/id"));
        var grant =
                """
                {"purpose":"CARE","channel":"EMAIL","decision":"GRANTED","evidence":"form:1","textVersion":"web-1"}\
                """;

        assertThat(ops.post(consents, grant).errors())
                .containsExactly("/textVersion notice-unknown");
        var draft = draft("web-1", "web");
        assertThat(ops.post(consents, grant).errors())
                .containsExactly("/textVersion notice-unknown");
        publish("web-1", draft.etag());
        assertThat(
                        ops.post(consents, grant.replace("}", ",\"at\":\"2020-01-01T00:00:00Z\"}"))
                                .errors())
                .containsExactly("/textVersion notice-published-later");
        assertThat(ops.post(consents, grant).status()).isEqualTo(201);
        publish("web-2", draft("web-2", "web").etag());
        assertThat(ops.get(consents).text("/consents/0/textVersion")).isEqualTo("web-1");
        assertThat(
                        ops.post(
                                        consents,
                                        "{\"purpose\":\"CARE\",\"channel\":\"EMAIL\",\"decision\":\"WITHDRAWN\"}")
                                .status())
                .isEqualTo(201);
    }

    private Api.Answer draft(String version, String notice) {
        return officer.post(
                "/privacy-notices",
                "{\"version\":\"%s\",\"notice\":\"%s\",%s}".formatted(version, notice, TEXTS));
    }

    private Api.Answer publish(String version, String etag) {
        return officer.post("/privacy-notices/" + version + "/publication", "", "If-Match", etag);
    }
}
