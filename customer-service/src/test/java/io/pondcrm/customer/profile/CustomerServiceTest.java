package io.pondcrm.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class CustomerServiceTest {

    private static final String WANG =
            """
            {"givenName":"小明","familyName":"王","birthDate":"1990-02-28","gender":"MALE",
             "region":"cn-sh","locale":"zh-CN","timeZone":"Asia/Shanghai","tags":["vip"],
             "contactPoints":[{"type":"EMAIL","value":"Wang@Example.ORG","preferred":true},
                              {"type":"PHONE","value":"138 0013 8000"}],
             "attributes":{"favouriteStore":"SH-07"}}\
            """;

    @LocalServerPort int port;

    private Api ops;
    private Api frontEnd;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        frontEnd = Api.frontEnd(port);
    }

    @Test
    void a_customer_is_created_read_and_read_again_only_if_changed() {
        var created = ops.post("/customers", WANG);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).contains("/api/v1/customers/" + created.text("/id"));
        assertThat(created.text("/displayName")).isEqualTo("王小明");
        assertThat(created.text("/region")).isEqualTo("CN-SH");
        assertThat(created.text("/contactPoints/0/value")).isEqualTo("Wang@example.org");
        assertThat(created.text("/contactPoints/1/value")).isEqualTo("+8613800138000");
        assertThat(created.text("/provenance/region/source")).isEqualTo("client:ops");
        assertThat(created.body().at("/completeness").decimalValue()).isEqualByComparingTo("1");

        var read = ops.get("/customers/" + created.text("/id"));
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(read.etag()).isEqualTo("\"1\"").isEqualTo(created.etag());
        assertThat(
                        ops.get("/customers/" + created.text("/id"), "If-None-Match", read.etag())
                                .status())
                .isEqualTo(304);
        assertThat(ops.get("/customers/" + created.text("/id") + "?fields=id,region").raw().body())
                .isEqualTo("{\"id\":\"" + created.text("/id") + "\",\"region\":\"CN-SH\"}");
        assertThat(ops.get("/customers/cus_nobody").status()).isEqualTo(404);
    }

    @Test
    void everything_wrong_is_answered_at_once_in_the_callers_language() {
        var refused =
                ops.post(
                        "/customers",
                        """
                        {"contactPoints":[{"type":"PHONE","value":"12"},{"type":"EMAIL","value":"x"}],
                         "birthDate":"28.2.1990","region":"Shanghai"}\
                        """,
                        "Accept-Language",
                        "zh-CN");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors())
                .containsExactlyInAnyOrder(
                        "/contactPoints/0/value phone-format",
                        "/contactPoints/1/value email-format",
                        "/birthDate date-format",
                        "/region region-format");
        assertThat(refused.raw().body()).contains("请使用国际格式");
        assertThat(refused.header("Content-Type")).contains("application/problem+json");

        var unknown = ops.post("/customers", "{\"admin\":true}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.errors()).containsExactly("/admin unknown-field");
        assertThat(ops.post("/customers", "{\"version\":7}").status()).isEqualTo(400);
    }

    @Test
    void personal_data_is_masked_without_the_right_to_it_and_masks_do_not_come_back() {
        var id = ops.post("/customers", WANG).text("/id");

        var masked = frontEnd.get("/customers/" + id);

        assertThat(masked.text("/displayName")).isEqualTo("王***");
        assertThat(masked.text("/givenName")).isEqualTo("小***");
        assertThat(masked.text("/contactPoints/0/value")).isEqualTo("W***@example.org");
        assertThat(masked.text("/contactPoints/1/value")).startsWith("+86*").endsWith("00");
        assertThat(masked.body().has("birthDate")).isFalse();
        for (var answer :
                List.of(
                        masked,
                        frontEnd.get("/customers?limit=1000"),
                        frontEnd.get("/customers/" + id + "?fields=displayName,contactPoints"),
                        frontEnd.get("/customers/" + id + "/360"),
                        frontEnd.post("/customers/search", "{\"phone\":\"13800138000\"}"))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.raw().body())
                    .doesNotContain("小明", "Wang@", "13800138000", "1990-02-28");
        }

        var back =
                frontEnd.patch(
                        "/customers/" + id,
                        "{\"displayName\":\"王***\",\"contactPoints\":[{\"type\":\"EMAIL\",\"value\":\"W***@example.org\"}]}",
                        "If-Match",
                        masked.etag());
        assertThat(back.status()).isEqualTo(422);
        assertThat(back.errors())
                .containsExactlyInAnyOrder(
                        "/displayName masked-value", "/contactPoints/0/value masked-value");
        assertThat(ops.get("/customers/" + id).text("/version")).isEqualTo("1");
    }

    @Test
    void a_patch_changes_what_it_names_if_nobody_was_faster() {
        var created = ops.post("/customers", WANG);
        var path = "/customers/" + created.text("/id");

        assertThat(ops.patch(path, "{\"region\":\"CN-BJ\"}").status()).isEqualTo(428);
        var patched =
                ops.patch(
                        path,
                        "{\"region\":\"CN-BJ\",\"gender\":null,\"attributes\":{\"favouriteStore\":null,\"size\":\"M\"}}",
                        "If-Match",
                        created.etag());

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.etag()).isEqualTo("\"2\"");
        assertThat(patched.text("/region")).isEqualTo("CN-BJ");
        assertThat(patched.body().has("gender")).isFalse();
        assertThat(patched.text("/givenName")).isEqualTo("小明");
        assertThat(patched.body().at("/attributes").toString()).isEqualTo("{\"size\":\"M\"}");
        var late = ops.patch(path, "{\"region\":\"CN-GD\"}", "If-Match", created.etag());
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.etag()).isEqualTo("\"2\"");
        assertThat(ops.patch(path, "{\"region\":\"CN-BJ\"}", "If-Match", "\"2\"").etag())
                .as("nothing new")
                .isEqualTo("\"2\"");
        assertThat(ops.patch(path, "{\"id\":\"cus_x\"}", "If-Match", "\"2\"").status())
                .isEqualTo(400);
    }

    @Test
    void one_of_a_hundred_writers_wins_each_round_and_the_others_hear_so() throws Exception {
        var created = ops.post("/customers", "{\"displayName\":\"Busy\"}");
        var path = "/customers/" + created.text("/id");
        var wins = 0;

        for (var round = 1; round <= 5; round++) {
            var etag = ops.get(path).etag();
            var writers = new ArrayList<Callable<Integer>>();
            for (var writer = 0; writer < 100; writer++) {
                var body = "{\"attributes\":{\"last\":\"" + round + "x" + writer + "\"}}";
                writers.add(() -> ops.patch(path, body, "If-Match", etag).status());
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var statuses = new ArrayList<Integer>();
                for (var answer : threads.invokeAll(writers)) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).containsOnly(200, 412);
                wins += (int) statuses.stream().filter(status -> status == 200).count();
            }
        }

        assertThat(ops.get(path).body().at("/version").asInt()).isEqualTo(1 + wins);
        assertThat(wins).isEqualTo(5);
    }

    @Test
    void copies_of_one_request_make_one_customer() throws Exception {
        var calls = new ArrayList<Callable<String>>();
        for (var key = 0; key < 20; key++) {
            var idempotencyKey = "\"copy-" + key + "\"";
            for (var copy = 0; copy < 10; copy++) {
                calls.add(() -> {
                    for (var attempt = 1; attempt <= 200; attempt++) {
                        var answer =
                                ops.post(
                                        "/customers",
                                        "{\"tags\":[\"copies\"]}",
                                        "Idempotency-Key",
                                        idempotencyKey);
                        if (answer.status() == 201) {
                            return answer.text("/id");
                        }
                        assertThat(answer.status()).isEqualTo(409);
                    }
                    throw new AssertionError("still running after 200 attempts");
                });
            }
        }
        var ids = new HashSet<String>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var answer : threads.invokeAll(calls)) {
                ids.add(answer.get());
            }
        }

        assertThat(ids).hasSize(20);
        assertThat(ops.get("/customers?tag=copies&limit=1000").body().at("/items").size())
                .isEqualTo(20);
    }

    @Test
    void lists_come_page_by_page_and_are_narrowed() {
        for (var index = 0; index < 5; index++) {
            ops.post(
                    "/customers",
                    "{\"region\":\"CN-%s\",\"tags\":[\"paged\"]}"
                            .formatted(index < 3 ? "GD" : "SC"));
        }
        var seen = new ArrayList<String>();
        var path = "/customers?tag=paged&sort=createdAt&limit=2";
        var page = ops.get(path);
        while (true) {
            page.body().at("/items").forEach(item -> seen.add(item.path("id").asString()));
            var cursor = page.body().path("nextCursor");
            if (cursor.isNull() || cursor.isMissingNode()) {
                break;
            }
            page = ops.get(path + "&cursor=" + cursor.asString());
        }

        assertThat(seen).hasSize(5).doesNotHaveDuplicates().isSorted();
        assertThat(ops.get("/customers?tag=paged&region=CN-GD").body().at("/items").size())
                .isEqualTo(3);
    }

    @Test
    void customers_are_found_by_address_name_and_predicate() {
        var id =
                ops.post(
                                "/customers",
                                """
                                {"displayName":"欧阳小敏","region":"CN-ZJ","tags":["found"],
                                 "contactPoints":[{"type":"EMAIL","value":"Ouyang@Example.com"},
                                                  {"type":"PHONE","value":"+8613912345678"}]}\
                                """)
                        .text("/id");

        for (var question :
                List.of(
                        "{\"email\":\"ouyang@EXAMPLE.com\"}",
                        "{\"phone\":\"139 1234 5678\"}",
                        "{\"text\":\"欧阳\"}",
                        "{\"text\":\"敏 欧\"}",
                        "{\"filter\":{\"all\":[{\"field\":\"region\",\"op\":\"eq\",\"value\":\"CN-ZJ\"},{\"field\":\"tags\",\"op\":\"contains\",\"value\":\"found\"}]}}")) {
            var found = ops.post("/customers/search", question);
            assertThat(found.status()).as(question).isEqualTo(200);
            assertThat(found.text("/items/0/id")).as(question).isEqualTo(id);
        }
        assertThat(ops.post("/customers/search", "{\"text\":\"欧阳锋\"}").body().at("/items").size())
                .isZero();
        assertThat(
                        ops.post(
                                        "/customers/search",
                                        "{\"filter\":{\"field\":\"birthDate\",\"op\":\"eq\",\"value\":\"1990-02-28\"}}")
                                .errors())
                .containsExactly("/filter/field unknown-field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":{\"$ne\":null}}",
                "{\"text\":{\"$regex\":\".*\"}}",
                "{\"filter\":{\"$where\":\"sleep(1000)\"}}",
                "{\"filter\":{\"field\":\"$where\",\"op\":\"eq\",\"value\":\"1\"}}",
                "{\"filter\":{\"field\":\"region\",\"op\":\"$ne\",\"value\":\"x\"}}",
                "{\"filter\":{\"field\":\"region\",\"op\":\"eq\",\"value\":{\"$ne\":null}}}",
                "{\"phone\":[\"13800138000\"]}"
            })
    void operators_of_the_store_are_not_taken_from_callers(String question) {
        assertThat(ops.post("/customers/search", question).status()).isBetween(400, 422);
    }

    @Test
    void what_looks_like_an_operator_is_just_text() {
        var created =
                ops.post(
                        "/customers",
                        "{\"displayName\":\"$ne {} x.y\",\"tags\":[\"$where\",\"a.b\"]}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(ops.get("/customers/" + created.text("/id")).text("/displayName"))
                .isEqualTo("$ne {} x.y");
        assertThat(ops.get("/customers?tag=%24where").body().at("/items").size()).isEqualTo(1);
        assertThat(ops.get("/customers?tag%5B%24ne%5D=x&tag=nobody").body().at("/items").size())
                .isZero();
        assertThat(
                        ops.post("/customers", "{\"attributes\":{\"$set\":\"x\",\"a.b\":\"y\"}}")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void a_partner_upserts_its_own_customers_and_sees_no_others() {
        var shop = Api.partner(port, "shop");
        var erp = Api.partner(port, "erp");

        var created =
                shop.put("/customers/by-external-id/shop/88231", "{\"displayName\":\"Ada L\"}");
        assertThat(created.status()).isEqualTo(201);
        var id = created.text("/id");
        var same = shop.put("/customers/by-external-id/shop/88231", "{\"displayName\":\"Ada L\"}");
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.text("/version")).isEqualTo("1");
        var more = shop.put("/customers/by-external-id/shop/88231", "{\"region\":\"CN-BJ\"}");
        assertThat(more.text("/version")).isEqualTo("2");
        assertThat(ops.get("/customers/" + id).text("/displayName")).isEqualTo("Ada L");
        assertThat(ops.get("/customers/" + id).text("/provenance/region/source"))
                .isEqualTo("partner:shop");

        assertThat(erp.put("/customers/by-external-id/shop/88231", "{}").status()).isEqualTo(403);
        assertThat(erp.get("/customers/by-external-id/shop/88231").status()).isEqualTo(404);
        assertThat(erp.get("/customers/" + id).status()).isEqualTo(404);
        assertThat(erp.get("/customers/" + id + "/consents").status()).isEqualTo(404);
        assertThat(erp.patch("/customers/" + id, "{}", "If-Match", "*").status()).isEqualTo(404);
        assertThat(
                        erp.put(
                                        "/customers/" + id + "/external-ids/erp",
                                        "{\"key\":\"1\"}",
                                        "If-Match",
                                        "*")
                                .status())
                .isEqualTo(404);
        assertThat(erp.get("/customers?limit=1000").raw().body()).doesNotContain(id);
        assertThat(shop.get("/customers?limit=1000").raw().body()).contains(id);
        assertThat(erp.post("/customers", "{\"displayName\":\"X\"}").errors())
                .containsExactly("/externalIds required");
        assertThat(
                        erp.post(
                                        "/customers",
                                        "{\"externalIds\":[{\"system\":\"shop\",\"key\":\"2\"}]}")
                                .status())
                .isEqualTo(403);
        assertThat(shop.get("/customers/" + id + "/360").status()).isEqualTo(403);
    }

    @Test
    void a_name_in_a_system_belongs_to_one_customer() {
        var one = ops.post("/customers", "{\"externalIds\":[{\"system\":\"crm\",\"key\":\"1\"}]}");
        var two = ops.post("/customers", "{}");
        var path = "/customers/" + two.text("/id") + "/external-ids/crm";

        assertThat(
                        ops.post(
                                        "/customers",
                                        "{\"externalIds\":[{\"system\":\"crm\",\"key\":\"1\"}]}")
                                .text("/code"))
                .isEqualTo("external-id-taken");
        assertThat(ops.put(path, "{\"key\":\"1\"}", "If-Match", "\"1\"").status()).isEqualTo(409);
        assertThat(ops.put(path, "{\"key\":\"2\"}").status()).isEqualTo(428);
        var linked = ops.put(path, "{\"key\":\"2\"}", "If-Match", "\"1\"");
        assertThat(linked.status()).isEqualTo(200);
        assertThat(ops.get(path).text("/key")).isEqualTo("2");
        assertThat(ops.get("/customers/by-external-id/crm/2").text("/id"))
                .isEqualTo(two.text("/id"));
        assertThat(ops.delete(path, "If-Match", "\"2\"").status()).isEqualTo(200);
        assertThat(ops.get(path).status()).isEqualTo(404);
        assertThat(ops.get("/customers/by-external-id/crm/1").text("/id"))
                .isEqualTo(one.text("/id"));
    }

    @Test
    void in_a_batch_good_rows_go_in_and_bad_rows_say_why() {
        var shop = Api.partner(port, "shop");

        var answer =
                shop.post(
                        "/customers/batch",
                        """
                        {"items":[
                          {"externalId":{"system":"shop","key":"b1"},"profile":{"region":"CN-SH"}},
                          {"externalId":{"system":"shop","key":"b1"},"profile":{"gender":"FEMALE"}},
                          {"externalId":{"system":"shop","key":"b1"},"profile":{"region":"CN-SH"}},
                          {"externalId":{"system":"shop","key":"b2"},"profile":{"contactPoints":[{"type":"PHONE","value":"1"}]}},
                          {"externalId":{"system":"erp","key":"b3"}},
                          {"externalId":{"system":"shop","key":"b4"},"profile":{"nme":"x"}},
                          {"externalId":{"system":"shop","key":"b 5"}},
                          7,
                          {"externalId":{"system":"shop","key":"b6"}}]}\
                        """);

        assertThat(answer.status()).isEqualTo(207);
        var statuses = new ArrayList<Integer>();
        answer.body().at("/results").forEach(row -> statuses.add(row.path("status").asInt()));
        assertThat(statuses).containsExactly(201, 200, 200, 422, 403, 400, 422, 400, 201);
        assertThat(answer.text("/results/3/problem/errors/0/pointer"))
                .isEqualTo("/profile/contactPoints/0/value");
        assertThat(answer.text("/results/3/problem/errors/0/code")).isEqualTo("phone-format");
        assertThat(answer.text("/results/0/id")).isEqualTo(answer.text("/results/2/id"));
        var b1 = ops.get("/customers/by-external-id/shop/b1");
        assertThat(b1.text("/version")).as("written once").isEqualTo("1");
        assertThat(b1.text("/gender")).isEqualTo("FEMALE");
        assertThat(shop.post("/customers/batch", "{\"items\":[]}").status()).isEqualTo(422);
    }

    @Test
    void an_operation_needs_its_scope() {
        var reader = Api.with(port, "customers:read");

        assertThat(reader.get("/customers").status()).isEqualTo(200);
        assertThat(reader.post("/customers", "{}").status()).isEqualTo(403);
        assertThat(reader.post("/transactions", "{}").status()).isEqualTo(403);
        assertThat(new Api(reader.base(), "none").get("/customers").status()).isEqualTo(401);
    }
}
