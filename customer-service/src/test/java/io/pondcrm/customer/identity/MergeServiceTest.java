package io.pondcrm.customer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import io.pondcrm.customer.identity.domain.MergeState;
import io.pondcrm.customer.profile.domain.MergingCustomers;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class MergeServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> ANSWERS =
            List.of(
                    "",
                    "/transactions",
                    "/interactions",
                    "/consents",
                    "/consents/history",
                    "/contact-preference",
                    "/timeline",
                    "/360");

    @LocalServerPort int port;
    @Autowired MongoMerges merges;
    @Autowired MergeCustomers mergeCustomers;
    @Autowired MergingCustomers mergingCustomers;
    @Autowired Ids ids;
    @Autowired Clock clock;

    private Api ops;
    private Api shop;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        shop = Api.partner(port, "shop");
    }

    /** Somebody of whom every kind of thing is known. */
    private String somebody(String key, String system) {
        var created =
                ops.post(
                        "/customers",
                        """
                        {"displayName":"Ada %1$s","tags":["t-%1$s"],"attributes":{"a%1$s":"1","both":"%1$s"},
                         "contactPoints":[{"type":"EMAIL","value":"%1$s@merge.example.org","preferred":true},
                           {"type":"EMAIL","value":"both@merge.example.org"}],
                         "externalIds":[{"system":"%2$s","key":"%1$s"}]}\
                        """
                                .formatted(key, system));
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        var id = created.text("/id");
        sale(key, system, "T-" + key);
        assertThat(
                        ops.post(
                                        "/interactions",
                                        """
                                        {"system":"%2$s","externalId":"I-%1$s","customerId":"%3$s","type":"CALL",
                                         "occurredAt":"2026-11-20T09:30:00Z"}\
                                        """
                                                .formatted(key, system, id))
                                .status())
                .isEqualTo(201);
        assertThat(
                        ops.post(
                                        "/customers/" + id + "/consents",
                                        """
                                        {"purpose":"MARKETING","channel":"EMAIL","decision":"%s",
                                         "at":"2026-11-0%sT09:30:00Z","evidence":"form:1","textVersion":"v1"}\
                                        """
                                                .formatted(
                                                        system.equals("shop")
                                                                ? "GRANTED"
                                                                : "WITHDRAWN",
                                                        system.equals("shop") ? "1" : "2"))
                                .status())
                .isBetween(200, 204);
        await().atMost(PATIENCE)
                .until(() ->
                        ops.get("/customers/" + id + "/timeline").body().at("/items").size() == 4);
        return id;
    }

    private Api.Answer sale(String key, String system, String number) {
        var sale =
                ops.post(
                        "/transactions",
                        """
                        {"system":"%2$s","externalId":"%3$s","customer":{"system":"%2$s","key":"%1$s"},
                         "type":"SALE","occurredAt":"2026-11-20T09:30:00Z","total":{"amount":"10.00","currency":"CNY"}}\
                        """
                                .formatted(key, system, number));
        assertThat(sale.status()).as(sale.raw().body()).isEqualTo(201);
        return sale;
    }

    private Map<String, JsonNode> answers(String id) {
        var answers = new LinkedHashMap<String, JsonNode>();
        for (var path : ANSWERS) {
            var answer = ops.get("/customers/" + id + path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            answers.put(path, lasting(answer.body()));
        }
        return answers;
    }

    /** A version never goes back, and some answers say when they were made. */
    private static JsonNode lasting(JsonNode answer) {
        if (answer instanceof ObjectNode node) {
            node.remove(List.of("asOf", "version"));
            node.forEach(MergeServiceTest::lasting);
        }
        return answer;
    }

    private Api.Answer merge(String survivor, String merged) {
        return ops.post(
                "/customers/" + survivor + "/merges", "{\"mergedCustomerId\":\"" + merged + "\"}");
    }

    private Api.Answer undo(String survivor, String merge) {
        return ops.delete("/customers/" + survivor + "/merges/" + merge);
    }

    private List<String> listed(String id, String path, String field) {
        var values = new ArrayList<String>();
        ops.get("/customers/" + id + path)
                .body()
                .at("/items")
                .forEach(item -> values.add(item.path(field).asString()));
        return values;
    }

    @Test
    void a_merge_unites_everything_and_undoing_it_gives_back_every_byte() {
        var survivor = somebody("m1", "shop");
        var merged = somebody("m2", "erp");
        var before = Map.of(survivor, answers(survivor), merged, answers(merged));

        var merge = merge(survivor, merged);

        assertThat(merge.status()).as(merge.raw().body()).isEqualTo(201);
        assertThat(merge.text("/state")).isEqualTo("MERGED");
        assertThat(merge.header("Location"))
                .contains("/api/v1/customers/" + survivor + "/merges/" + merge.text("/id"));
        var united = ops.get("/customers/" + survivor);
        assertThat(united.text("/displayName")).isEqualTo("Ada m1");
        assertThat(united.body().at("/contactPoints").size()).isEqualTo(3);
        assertThat(united.body().at("/contactPoints/2/preferred").asBoolean()).isFalse();
        assertThat(united.body().at("/externalIds").toString()).contains("\"m1\"", "\"m2\"");
        assertThat(united.body().at("/tags").toString()).isEqualTo("[\"t-m1\",\"t-m2\"]");
        assertThat(united.text("/attributes/both")).isEqualTo("m1");
        assertThat(united.text("/attributes/am2")).isEqualTo("1");
        assertThat(listed(survivor, "/transactions", "customerId"))
                .as("each says whom it came with")
                .containsExactlyInAnyOrder(survivor, merged);
        assertThat(listed(survivor, "/interactions", "externalId"))
                .containsExactlyInAnyOrder("I-m1", "I-m2");
        assertThat(ops.get("/customers/" + survivor + "/timeline").body().at("/items")).hasSize(8);
        assertThat(ops.get("/customers/" + survivor + "/consents/history").body().toString())
                .contains("GRANTED", "WITHDRAWN");
        assertThat(ops.get("/customers/" + survivor + "/360").text("/purchases/items/0/sales"))
                .isEqualTo("2");

        var undone = undo(survivor, merge.text("/id"));

        assertThat(undone.status()).as(undone.raw().body()).isEqualTo(200);
        assertThat(undone.text("/state")).isEqualTo("UNMERGED");
        assertThat(Map.of(survivor, answers(survivor), merged, answers(merged))).isEqualTo(before);
        assertThat(undo(survivor, merge.text("/id")).status()).isEqualTo(200);
        assertThat(listed(survivor, "/merges", "state")).containsExactly("UNMERGED");
    }

    @Test
    void who_asks_for_the_merged_customer_is_led_to_the_survivor() {
        var survivor = somebody("r1", "shop");
        var merged = somebody("r2", "shop");
        var stranger = Api.partner(port, "erp");
        var merge = merge(survivor, merged).text("/id");

        var led = ops.get("/customers/" + merged + "/transactions?limit=5");

        assertThat(led.status()).isEqualTo(307);
        assertThat(led.text("/code")).isEqualTo("merged-away");
        assertThat(led.header("Location"))
                .contains("/api/v1/customers/" + survivor + "/transactions?limit=5");
        assertThat(shop.get("/customers/" + merged).status()).isEqualTo(307);
        assertThat(
                        ops.post(
                                        "/customers/" + merged + "/consents",
                                        "{\"purpose\":\"CARE\",\"channel\":\"EMAIL\",\"decision\":\"GRANTED\",\"evidence\":\"form:1\",\"textVersion\":\"v1\"}")
                                .status())
                .isEqualTo(307);
        assertThat(stranger.get("/customers/" + merged).status())
                .as("to whom it was nobody, it leads nowhere")
                .isEqualTo(404);
        assertThat(ops.get("/customers/by-external-id/shop/r2").text("/id")).isEqualTo(survivor);
        assertThat(
                        ops.post("/customers/search", "{\"email\":\"r2@merge.example.org\"}")
                                .text("/items/0/id"))
                .isEqualTo(survivor);
        undo(survivor, merge);
        assertThat(ops.get("/customers/" + merged).status()).isEqualTo(200);
        assertThat(ops.get("/customers/by-external-id/shop/r2").text("/id")).isEqualTo(merged);
    }

    @Test
    void what_comes_since_goes_back_to_whom_it_came_for_and_edits_stay() {
        var survivor = somebody("l1", "shop");
        var merged = somebody("l2", "shop");
        var merge =
                ops.post(
                                "/customers/" + survivor + "/merges",
                                """
                                {"mergedCustomerId":"%s","survivorship":{"displayName":"MERGED",
                                 "attributes/both":"NEWEST","contactPoints":"MERGED"},"reason":"TICKET-1"}\
                                """
                                        .formatted(merged))
                        .text("/id");
        var united = ops.get("/customers/" + survivor);
        assertThat(united.text("/displayName")).isEqualTo("Ada l2");
        assertThat(united.text("/attributes/both")).isEqualTo("l2");
        assertThat(united.text("/contactPoints/0/value")).isEqualTo("l2@merge.example.org");

        sale("l2", "shop", "T-l2-late");
        sale("l1", "shop", "T-l1-late");
        var byKey = shop.put("/customers/by-external-id/shop/l2", "{\"region\":\"CN-SH\"}");
        assertThat(byKey.status()).isEqualTo(200);
        assertThat(byKey.text("/id")).isEqualTo(survivor);
        var now = ops.get("/customers/" + survivor);
        assertThat(
                        ops.patch(
                                        "/customers/" + survivor,
                                        """
                                        {"tags":["t-l1","t-l2","since"]}\
                                        """,
                                        "If-Match",
                                        now.etag())
                                .status())
                .isEqualTo(200);
        assertThat(listed(survivor, "/transactions", "externalId"))
                .containsExactlyInAnyOrder("T-l1", "T-l2", "T-l1-late", "T-l2-late");

        var undone = undo(survivor, merge);

        assertThat(undone.body().at("/kept").toString()).isEqualTo("[\"region\",\"tags\"]");
        var one = ops.get("/customers/" + survivor);
        assertThat(one.text("/displayName")).isEqualTo("Ada l1");
        assertThat(one.text("/attributes/both")).isEqualTo("l1");
        assertThat(one.text("/region")).isEqualTo("CN-SH");
        assertThat(one.body().at("/tags").toString()).isEqualTo("[\"since\",\"t-l1\"]");
        assertThat(listed(survivor, "/transactions", "externalId"))
                .containsExactlyInAnyOrder("T-l1", "T-l1-late");
        assertThat(listed(merged, "/transactions", "externalId"))
                .containsExactlyInAnyOrder("T-l2", "T-l2-late");
    }

    @Test
    void the_same_merge_again_is_the_same_merge() {
        var survivor = somebody("d1", "shop");
        var merged = somebody("d2", "shop");
        var third = somebody("d3", "shop");
        var body = "{\"mergedCustomerId\":\"" + merged + "\"}";
        var path = "/customers/" + survivor + "/merges";

        var first = ops.post(path, body, "Idempotency-Key", "\"merge-d\"");
        var replayed = ops.post(path, body, "Idempotency-Key", "\"merge-d\"");
        var again = ops.post(path, body);

        assertThat(replayed.body()).isEqualTo(first.body());
        assertThat(replayed.header("Idempotency-Replayed")).contains("true");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(merge(third, merged).text("/code")).isEqualTo("merged-already");
        assertThat(merge(third, survivor).status()).isEqualTo(201);
        assertThat(merge(survivor, third).status()).as("no circle").isEqualTo(307);
        assertThat(listed(third, "/transactions", "externalId"))
                .containsExactlyInAnyOrder("T-d1", "T-d2", "T-d3");
        assertThat(undo(third, first.text("/id")).text("/code")).isEqualTo("later-merge");
        undo(third, listed(third, "/merges", "id").getFirst());
        assertThat(undo(survivor, first.text("/id")).status()).isEqualTo(200);
        assertThat(listed(merged, "/transactions", "externalId")).containsExactly("T-d2");
    }

    @Test
    void merges_are_undone_in_turn_and_leave_nothing_behind() {
        var survivor = somebody("u1", "shop");
        var before = answers(survivor);
        var one = merge(survivor, somebody("u2", "shop")).text("/id");
        var other = merge(survivor, somebody("u3", "erp")).text("/id");

        assertThat(undo(survivor, one).text("/code")).isEqualTo("later-merge");
        assertThat(undo(survivor, other).status()).isEqualTo(200);
        assertThat(undo(survivor, one).status()).isEqualTo(200);

        assertThat(answers(survivor)).isEqualTo(before);
    }

    /** The instance dies after so many steps; another one goes on, and a third one late. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_merge_that_was_left_is_brought_to_its_end(int steps) {
        var survivor = new CustomerId(somebody("c1x" + steps, "shop"));
        var merged = new CustomerId(somebody("c2x" + steps, "erp"));
        var before = Map.of(survivor, answers(survivor.value()), merged, answers(merged.value()));
        var merge = left(survivor, merged);
        if (steps > 0) {
            mergingCustomers.claim(survivor, merge.id(), null);
        }
        if (steps > 1) {
            mergingCustomers.claim(merged, merge.id(), null);
        }
        if (steps > 2) {
            mergeCustomers.bury(merge);
        }
        if (steps > 3) {
            mergeCustomers.absorb(merge);
        }

        mergeCustomers.goOn(merge);
        mergeCustomers.goOn(merge);

        assertThat(listed(survivor.value(), "/transactions", "externalId")).hasSize(2);
        assertThat(ops.get("/customers/" + merged).status()).isEqualTo(307);
        var undoing =
                merges.move(
                                merge.id(),
                                MergeState.MERGED,
                                MergeState.UNMERGING,
                                new Update().set("open", true))
                        .orElseThrow();
        if (steps > 0) {
            mergingCustomers.claim(survivor, merge.id() + "/end", null);
        }
        if (steps > 1) {
            mergingCustomers.claim(merged, merge.id() + "/end", survivor);
        }
        if (steps > 2) {
            mergeCustomers.expel(undoing);
        }
        if (steps > 3) {
            mergeCustomers.revive(undoing);
        }
        mergeCustomers.goOn(undoing);
        mergeCustomers.goOn(undoing);
        mergeCustomers.goOn(merge);
        assertThat(Map.of(survivor, answers(survivor.value()), merged, answers(merged.value())))
                .isEqualTo(before);
        assertThat(merge(survivor.value(), merged.value()).status())
                .as("nobody is held by what was left")
                .isEqualTo(201);
    }

    private MergeDocument left(CustomerId survivor, CustomerId merged) {
        var merge =
                new MergeDocument(
                        TypeId.of(MergeDocument.PREFIX, ids.next()),
                        MergeState.MERGING,
                        true,
                        survivor.value(),
                        merged.value(),
                        Map.of(),
                        null,
                        "client:ops",
                        clock.instant(),
                        clock.instant(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        assertThat(merges.insert(merge)).isTrue();
        return merge;
    }

    @Test
    void a_storm_of_overlapping_merges_ends_in_a_forest_and_loses_nothing() throws Exception {
        var customers = new ArrayList<String>();
        for (var number = 0; number < 30; number++) {
            customers.add(shop.put("/customers/by-external-id/shop/s" + number, "{}").text("/id"));
            sale("s" + number, "shop", "T-s" + number);
        }
        var random = new Random(30);
        var calls = new ArrayList<Callable<Api.Answer>>();
        for (var number = 0; number < 100; number++) {
            var one = customers.get(random.nextInt(30));
            var other = customers.get(random.nextInt(30));
            calls.add(() -> merge(one, other));
        }
        var merged = new HashMap<String, String>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var answer : threads.invokeAll(calls)) {
                var got = answer.get();
                assertThat(got.status()).as(got.raw().body()).isIn(200, 201, 307, 409, 422);
                if (got.status() == 201) {
                    assertThat(merged.put(got.text("/mergedId"), got.text("/survivorId")))
                            .as("into one survivor at most")
                            .isNull();
                }
            }
        }

        assertThat(merged).isNotEmpty();
        var found = new ArrayList<String>();
        for (var customer : customers) {
            var seen = new HashSet<String>();
            for (var at = customer; merged.containsKey(at); at = merged.get(at)) {
                assertThat(seen.add(at)).as("no circle").isTrue();
            }
            assertThat(ops.get("/customers/" + customer).status())
                    .isEqualTo(merged.containsKey(customer) ? 307 : 200);
            if (!merged.containsKey(customer)) {
                found.addAll(listed(customer, "/transactions", "externalId"));
            }
        }
        assertThat(found).hasSize(30).doesNotHaveDuplicates();
        for (var customer : customers) {
            assertThat(mergingCustomers.find(new CustomerId(customer)).orElseThrow().merging())
                    .as("nobody is held")
                    .isNull();
        }
    }

    @Test
    void what_makes_no_sense_or_is_not_allowed_is_refused() {
        var one = somebody("f1", "shop");
        var other = somebody("f2", "shop");
        var company = ops.post("/customers", "{\"kind\":\"ORGANIZATION\"}").text("/id");
        var path = "/customers/" + one + "/merges";

        assertThat(merge(one, one).errors()).containsExactly("/mergedCustomerId same-customer");
        assertThat(merge(one, "cus_01h455vb4pex5vsknk084sn02q").errors())
                .containsExactly("/mergedCustomerId unknown-customer");
        assertThat(merge(one, "nobody").errors())
                .containsExactly("/mergedCustomerId unknown-customer");
        assertThat(merge(one, company).text("/code")).isEqualTo("kinds-differ");
        assertThat(
                        ops.post(
                                        path,
                                        "{\"mergedCustomerId\":\"%s\",\"survivorship\":{\"height\":\"MERGED\"}}"
                                                .formatted(other))
                                .errors())
                .containsExactly("/survivorship/height unknown-field");
        var body = "{\"mergedCustomerId\":\"" + other + "\"}";
        assertThat(shop.post(path, body).text("/code")).isEqualTo("not-for-partners");
        assertThat(Api.partner(port, "erp").post(path, body).status()).isEqualTo(403);
        assertThat(Api.with(port, "customers:read").post(path, body).status()).isEqualTo(403);
        assertThat(
                        Api.with(port, "customers:read")
                                .delete(path + "/mrg_01h455vb4pex5vsknk084sn02q")
                                .status())
                .isEqualTo(403);
        assertThat(undo(one, "mrg_01h455vb4pex5vsknk084sn02q").status()).isEqualTo(404);
        var merge = merge(one, other).text("/id");
        assertThat(undo(company, merge).status()).isEqualTo(404);
        assertThat(ops.get(path + "/" + merge).text("/mergedId")).isEqualTo(other);
    }
}
