package io.pondcrm.chassis.paging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.EmbeddedStore;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = PageRequestTest.App.class,
        properties = {
            "spring.autoconfigure.exclude=org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "spring.jackson.default-property-inclusion=non_null",
            "pond.paging.key=a key for tests that nobody else has",
            "pond.outbox.enabled=false",
            "pond.inbox.enabled=false",
            "pond.jobs.enabled=false"
        })
@AutoConfigureMockMvc
class PageRequestTest {

    static final EmbeddedStore STORE = EmbeddedStore.start();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add("spring.mongodb.uri", () -> STORE.uri("things"));
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Things.class)
    static class App {}

    @Document("things")
    record ThingDocument(@Id String id, @Field("n") String name, String tier, Instant createdAt) {}

    @DataClass(DataClass.Level.INTERNAL)
    record Thing(String id, String name, String tier, Instant createdAt, @Nullable String empty) {

        static Thing from(ThingDocument document) {
            return new Thing(
                    document.id(), document.name(), document.tier(), document.createdAt(), null);
        }
    }

    @RestController
    static class Things {

        private final MongoOperations mongo;

        Things(MongoOperations mongo) {
            this.mongo = mongo;
        }

        @GetMapping("/things")
        @RequiresScope("things:read")
        Page<Thing> list(
                @RequestParam(required = false) @Nullable String tier,
                @SortedBy(
                                value = "-createdAt",
                                or = {"name=n", "id"})
                        PageRequest page) {
            var filter = tier == null ? new Criteria() : Criteria.where("tier").is(tier);
            return page.find(mongo, filter, ThingDocument.class, Thing::from);
        }

        @GetMapping("/by-id")
        @RequiresScope("things:read")
        Page<Thing> byId(PageRequest page) {
            return page.find(mongo, new Criteria(), ThingDocument.class, Thing::from);
        }

        @GetMapping("/in-memory")
        @RequiresScope("things:read")
        Page<String> inMemory(PageRequest page) {
            return page.of(List.of("a", "b", "c", "d", "e"), it -> it);
        }

        @PostMapping("/things/search")
        @RequiresScope("things:read")
        Page<Thing> search(@RequestBody String tier, PageRequest page) {
            return page.boundTo(tier)
                    .find(mongo, Criteria.where("tier").is(tier), ThingDocument.class, Thing::from);
        }
    }

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired MockMvcTester http;
    @Autowired MongoOperations mongo;
    @Autowired JsonMapper json;
    final List<ThingDocument> all = new ArrayList<>();

    @BeforeEach
    void things() {
        mongo.dropCollection("things");
        for (var index = 0; index < 137; index++) {
            // Many share a moment and a name: ids must break the ties.
            all.add(
                    new ThingDocument(
                            "t%03d".formatted((index * 53) % 137),
                            "name " + index % 5,
                            index % 3 == 0 ? "GOLD" : "SILVER",
                            NOON.plusSeconds(index % 10)));
        }
        mongo.insertAll(all);
    }

    @ParameterizedTest
    @CsvSource({
        "-createdAt, 10, ''",
        "createdAt, 7, GOLD",
        "name, 1, ''",
        "-name, 136, SILVER",
        "id, 137, ''",
        "-id, 50, GOLD"
    })
    void the_pages_together_are_the_list(String sort, int limit, String tier) {
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page =
                    body(
                            get(
                                    "/things?limit=%d&sort=%s".formatted(limit, sort)
                                            + (tier.isEmpty() ? "" : "&tier=" + tier)
                                            + (cursor == null ? "" : "&cursor=" + cursor)));
            assertThat(page.get("items").size()).isBetween(1, limit);
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            cursor = page.get("nextCursor").isNull() ? null : page.get("nextCursor").asString();
        } while (cursor != null);

        Comparator<ThingDocument> order =
                switch (sort.replace("-", "")) {
                    case "createdAt" -> Comparator.comparing(ThingDocument::createdAt);
                    case "name" -> Comparator.comparing(ThingDocument::name);
                    default -> Comparator.comparing(ThingDocument::id);
                };
        order = order.thenComparing(ThingDocument::id);
        assertThat(seen)
                .isEqualTo(
                        all.stream()
                                .filter(it -> tier.isEmpty() || it.tier().equals(tier))
                                .sorted(sort.startsWith("-") ? order.reversed() : order)
                                .map(ThingDocument::id)
                                .toList());
    }

    @Test
    void what_comes_in_between_moves_nothing() {
        var first = body(get("/things?limit=60&sort=id"));
        mongo.insert(new ThingDocument("t000a", "new", "GOLD", NOON));

        var second = body(get("/things?limit=60&sort=id&cursor=" + cursorOf(first)));

        assertThat(second.get("items").get(0).get("id").asString()).isEqualTo("t060");
    }

    @Test
    void the_link_leads_to_the_next_page_with_the_same_parameters() {
        var answer = get("/things?tier=GOLD&limit=5&sort=name&fields=id");

        var link = Objects.requireNonNull(answer.getResponse().getHeader("Link"));
        assertThat(link)
                .startsWith("</things?tier=GOLD&limit=5&sort=name&fields=id&cursor=")
                .endsWith(">; rel=\"next\"");
        assertThat(get(link.substring(1, link.indexOf('>')))).hasStatusOk();
        assertThat(get("/things?limit=1000"))
                .hasStatusOk()
                .doesNotContainHeader("Link")
                .bodyJson()
                .extractingPath("$.nextCursor")
                .isNull();
    }

    @Test
    void limit_and_fields_may_change_from_page_to_page_but_nothing_else() {
        var cursor = cursorOf(body(get("/things?tier=GOLD&limit=5")));

        assertThat(get("/things?tier=GOLD&limit=9&fields=id&cursor=" + cursor)).hasStatusOk();
        for (var other :
                new String[] {
                    "/things?tier=SILVER&cursor=",
                    "/things?cursor=",
                    "/things?tier=GOLD&sort=name&cursor=",
                    "/things?tier=GOLD&sort=createdAt&cursor=",
                    "/by-id?cursor=",
                    "/things?tier=GOLD&cursor=A",
                    "/things?tier=GOLD&cursor=" + "A".repeat(60)
                }) {
            assertThat(get(other + cursor))
                    .as(other)
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.code")
                    .isEqualTo("cursor-mismatch");
        }
    }

    @Test
    void a_search_is_bound_to_its_body() {
        var cursor = cursorOf(body(search("GOLD", "")));

        assertThat(search("GOLD", "&cursor=" + cursor)).hasStatusOk();
        assertThat(search("SILVER", "&cursor=" + cursor)).hasStatus(400);
    }

    @Test
    void a_cursor_tells_nothing_of_what_it_holds() {
        var cursor = cursorOf(body(get("/things?limit=5&sort=name")));

        assertThat(new String(Base64.getUrlDecoder().decode(cursor), UTF_8))
                .doesNotContain("name")
                .doesNotContain("t0");
        assertThat(cursorOf(body(get("/things?limit=5&sort=name")))).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=-1",
                "limit=ten",
                "sort=secret",
                "sort=-",
                "fields=id,secret",
                "count=yes"
            })
    void a_wrong_parameter_is_named(String query) {
        assertThat(get("/things?" + query))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].pointer")
                .isEqualTo("?" + query.split("=")[0]);
    }

    @Test
    void a_larger_limit_counts_as_the_largest_and_none_as_fifty() {
        assertThat(body(get("/things?limit=99999999999")).get("items").size()).isEqualTo(137);
        assertThat(body(get("/things")).get("items").size()).isEqualTo(50);
    }

    @Test
    void the_length_of_the_list_is_told_on_request_only() {
        assertThat(body(get("/things?limit=5&tier=GOLD")).has("total")).isFalse();
        for (var count : List.of("exact", "estimate")) {
            assertThat(body(get("/things?limit=5&tier=GOLD&count=" + count)).get("total").asInt())
                    .isEqualTo(46);
            assertThat(body(get("/things?limit=5&count=" + count)).get("total").asInt())
                    .isEqualTo(137);
        }
        assertThat(body(get("/in-memory?limit=3&count=exact")).get("total").asInt()).isEqualTo(5);
    }

    @Test
    void items_have_the_fields_that_were_asked_for() {
        assertThat(get("/things?limit=1&sort=id&fields=id,tier"))
                .bodyJson()
                .extractingPath("$.items[0]")
                .isEqualTo(java.util.Map.of("id", "t000", "tier", "GOLD"));
    }

    @Test
    void a_list_in_memory_pages_the_same_way() {
        var first = body(get("/in-memory?limit=3"));
        var second = body(get("/in-memory?limit=3&cursor=" + cursorOf(first)));

        assertThat(first.get("items").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(second.toString()).isEqualTo("{\"items\":[\"d\",\"e\"],\"nextCursor\":null}");
    }

    @Test
    void the_document_names_the_parameters() {
        var document = assertThat(http.get().uri("/v3/api-docs")).hasStatusOk().bodyJson();

        document.extractingPath("$.paths['/things'].get.parameters[*].name")
                .asArray()
                .containsExactlyInAnyOrder("tier", "limit", "cursor", "sort", "fields", "count");
        document.extractingPath(
                        "$.paths['/things'].get.parameters[?(@.name=='sort')].schema.default")
                .asArray()
                .containsExactly("-createdAt");
    }

    private MvcTestResult get(String uri) {
        return http.get()
                .uri(java.net.URI.create(uri))
                .with(
                        SecurityMockMvcRequestPostProcessors.jwt()
                                .jwt(it -> it.claim("scope", "things:read")))
                .exchange();
    }

    private MvcTestResult search(String tier, String more) {
        return http.post()
                .uri("/things/search?limit=5" + more)
                .contentType("text/plain")
                .content(tier)
                .with(
                        SecurityMockMvcRequestPostProcessors.jwt()
                                .jwt(it -> it.claim("scope", "things:read")))
                .exchange();
    }

    private JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    private static String cursorOf(JsonNode page) {
        return page.get("nextCursor").asString();
    }
}
