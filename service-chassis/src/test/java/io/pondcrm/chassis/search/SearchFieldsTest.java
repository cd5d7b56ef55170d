package io.pondcrm.chassis.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.pondcrm.chassis.EmbeddedStore;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.kernel.filter.FieldCatalog;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Filter.Operator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchFieldsTest {

    static final FieldCatalog CATALOG =
            FieldCatalog.empty()
                    .text("tier", "city")
                    .number("orders")
                    .money(Currency.getInstance("CNY"), "spend")
                    .date("birthday")
                    .instant("createdAt")
                    .bool("active")
                    .textSet("tags");

    static final SearchFields FIELDS =
            SearchFields.of(CATALOG)
                    .at("spend", "totals.spend")
                    .at("birthday", "birthday", Object::toString);

    static final Set<String> OUR_OPERATORS =
            Set.of(
                    "$and",
                    "$or",
                    "$nor",
                    "$ne",
                    "$in",
                    "$nin",
                    "$gt",
                    "$gte",
                    "$lt",
                    "$lte",
                    "$regularExpression",
                    "$date",
                    "$numberDecimal",
                    "$db",
                    "$oid");

    final EmbeddedStore server = EmbeddedStore.start();
    final ConcurrentLinkedQueue<BsonDocument> commands = new ConcurrentLinkedQueue<>();
    final MongoClient client =
            MongoClients.create(
                    MongoClientSettings.builder()
                            .applyConnectionString(new ConnectionString(server.uri("test")))
                            .addCommandListener(
                                    new CommandListener() {
                                        @Override
                                        public void commandStarted(CommandStartedEvent event) {
                                            commands.add(event.getCommand().clone());
                                        }
                                    })
                            .build());
    final MongoTemplate mongo = new MongoTemplate(client, "test");
    final Map<String, Map<String, Object>> things = new LinkedHashMap<>();
    final Random random = new Random(20260301);

    @BeforeAll
    void store() {
        for (var index = 0; index < 300; index++) {
            var id = "thing-" + index;
            var thing = randomThing();
            things.put(id, thing);
            mongo.getCollection("things").insertOne(stored(id, thing));
        }
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void mongodb_finds_what_the_kernel_says_for_any_filter() {
        for (var round = 0; round < 1_000; round++) {
            var filter = round < 200 ? randomComparison() : randomFilter(1);

            var found = new TreeSet<String>();
            mongo.find(new Query(FIELDS.criteria(filter)), Document.class, "things")
                    .forEach(document -> found.add(document.getString("_id")));

            var expected = new TreeSet<String>();
            things.forEach((id, thing) -> {
                if (filter.matches(thing::get)) {
                    expected.add(id);
                }
            });
            assertThat(found).as(filter.canonical()).isEqualTo(expected);
        }
    }

    @Test
    void nothing_that_a_caller_sends_becomes_an_operator() {
        var evil =
                List.of(
                        "$where",
                        "$ne",
                        "{\"$gt\":\"\"}",
                        "a.b",
                        ".*",
                        "^(a+)+$",
                        "\\E.*",
                        "'; 1",
                        "$$ROOT",
                        "[$ne]",
                        "/.*/i",
                        "tier\u202e",
                        "(?i)gold");
        commands.clear();
        for (var text : evil) {
            var filter =
                    FIELDS.read(
                            Map.of(
                                    "any",
                                    List.of(
                                            clause("tier", "eq", text),
                                            clause("tier", "startsWith", text),
                                            clause("tier", "in", List.of(text, "$in")),
                                            clause("tags", "contains", text))));

            assertThat(mongo.find(new Query(FIELDS.criteria(filter)), Document.class, "things"))
                    .as(text)
                    .allMatch(found -> filter.matches(thing(found)::get));
            assertThat(
                            catchThrowableOfType(
                                    ProblemException.class,
                                    () -> FIELDS.read(clause(text, "eq", "GOLD"))))
                    .isNotNull();
            assertThat(
                            catchThrowableOfType(
                                    ProblemException.class,
                                    () -> FIELDS.read(clause("tier", "eq", Map.of(text, "")))))
                    .isNotNull();
        }
        assertThat(commands).hasSize(evil.size());
        var operators = new HashSet<String>();
        commands.forEach(command ->
                collectOperators(Objects.requireNonNull(command.get("filter")), operators));
        assertThat(operators).isSubsetOf(OUR_OPERATORS);
    }

    @Test
    void a_wrong_filter_is_a_problem_that_names_the_place_in_two_languages() {
        var problem =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> FIELDS.read(clause("tier", "gt", "GOLD"), "/filter"));

        var body = Objects.requireNonNull(problem.toResponse(Locale.SIMPLIFIED_CHINESE).getBody());
        assertThat(body.getStatus()).isEqualTo(422);
        assertThat(body.getProperties())
                .containsEntry("code", "filter-not-valid")
                .containsEntry(
                        "errors",
                        List.of(
                                Map.of(
                                        "pointer", "/filter/op",
                                        "code", "operator-not-allowed",
                                        "detail", "该字段的类型不支持此运算符")));
    }

    private Map<String, Object> thing(Document found) {
        return Objects.requireNonNull(things.get(found.getString("_id")));
    }

    private static void collectOperators(BsonValue value, Set<String> operators) {
        if (value.isDocument()) {
            value.asDocument()
                    .forEach((name, inner) -> {
                        if (name.startsWith("$")) {
                            operators.add(name);
                        }
                        collectOperators(inner, operators);
                    });
        } else if (value.isArray()) {
            value.asArray().forEach(inner -> collectOperators(inner, operators));
        }
    }

    private static Map<String, Object> clause(String field, String op, Object value) {
        return Map.of("field", field, "op", op, "value", value);
    }

    private Filter randomFilter(int depth) {
        var kind = random.nextInt(depth < 4 ? 7 : 4);
        return switch (kind) {
            case 4 -> new Filter.All(randomFilters(depth, 0));
            case 5 -> new Filter.Any(randomFilters(depth, 1));
            case 6 -> new Filter.Not(randomFilter(depth + 1));
            default -> randomComparison();
        };
    }

    private List<Filter> randomFilters(int depth, int atLeast) {
        var filters = new ArrayList<Filter>();
        for (var count = atLeast + random.nextInt(4); count > 0; count--) {
            filters.add(randomFilter(depth + 1));
        }
        return filters;
    }

    private Filter randomComparison() {
        var field = CATALOG.names().stream().skip(random.nextInt(8)).findFirst().orElseThrow();
        var operators = List.copyOf(CATALOG.findType(field).orElseThrow().operators());
        var operator = operators.get(random.nextInt(operators.size()));
        return switch (operator) {
            case EXISTS -> new Filter.Exists(field, random.nextBoolean());
            case IN -> new Filter.In(field, List.of(randomValue(field), randomValue(field)));
            case STARTS_WITH ->
                    Filter.where(
                            field,
                            Operator.STARTS_WITH,
                            List.of("", "G", ".", "北", "a\\", "GO").get(random.nextInt(6)));
            default -> Filter.where(field, operator, randomValue(field));
        };
    }

    private Object randomValue(String field) {
        return switch (CATALOG.findType(field).orElseThrow()) {
            case TEXT, TEXT_SET ->
                    List.of("GOLD", "SILVER", "", "北京", "a\\b", "GO.D", "$ne", "😀")
                            .get(random.nextInt(8));
            case NUMBER -> new BigDecimal(random.nextInt(5));
            case MONEY ->
                    List.of(
                                    new BigDecimal("0.10"),
                                    new BigDecimal("0.1"),
                                    new BigDecimal("-3"),
                                    new BigDecimal("99999999999999999999.99"),
                                    new BigDecimal("99999999999999999999.98"))
                            .get(random.nextInt(5));
            case DATE -> LocalDate.of(1900 + random.nextInt(3) * 70, 1, 1 + random.nextInt(3));
            case INSTANT ->
                    Instant.parse("2026-03-01T12:00:00Z").plusMillis(random.nextInt(3) - 1L);
            case BOOLEAN -> random.nextBoolean();
        };
    }

    private Map<String, Object> randomThing() {
        var thing = new HashMap<String, Object>();
        for (var field : CATALOG.names()) {
            if (random.nextInt(4) > 0) {
                thing.put(field, randomValue(field));
            }
        }
        if (thing.containsKey("tags")) {
            var tags = new HashSet<String>();
            for (var count = random.nextInt(3); count > 0; count--) {
                tags.add((String) randomValue("tags"));
            }
            thing.put("tags", tags);
        }
        if (thing.get("orders") instanceof BigDecimal orders) {
            thing.put("orders", orders.intValue());
        }
        return thing;
    }

    private Document stored(String id, Map<String, Object> thing) {
        var document = new Document("_id", id);
        thing.forEach((field, value) -> {
            switch (value) {
                case BigDecimal money ->
                        document.put("totals", new Document("spend", new Decimal128(money)));
                case LocalDate date -> document.put(field, date.toString());
                case Instant instant -> document.put(field, java.util.Date.from(instant));
                default -> document.put(field, value);
            }
        });
        if (!thing.containsKey("city") && random.nextBoolean()) {
            document.put("city", null);
        }
        return document;
    }
}
