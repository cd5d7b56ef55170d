package io.pondcrm.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service keeps what its OpenAPI document says. The approved document is {@code
 * customer-service/openapi.json}; run this test with {@code -Dpond.approve=true} to approve what
 * the service says now, and look at the difference before you commit it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class ApiContractTest {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();
    private static final Path APPROVED = Path.of("openapi.json");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private static final List<String> OURS = List.of("/api/v1/customers", "/api/v1/transactions");

    @LocalServerPort int port;

    private ObjectNode api;

    private record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeEach
    void readDocument() {
        var plain = new Api("http://localhost:" + port, TestTokens.with());
        api = (ObjectNode) plain.get("/v3/api-docs").body();
        // The port is another one each time.
        api.remove("servers");
    }

    @Test
    void what_is_approved_still_holds() throws IOException {
        if (Boolean.getBoolean("pond.approve")) {
            Files.writeString(APPROVED, JSON.writeValueAsString(sorted(api)) + "\n", UTF_8);
        }
        var approved = JSON.readTree(Files.readString(APPROVED, UTF_8));
        var broken = new ArrayList<String>();
        compare("", approved.path("paths"), sorted(api).path("paths"), broken);
        compare(
                "#schemas",
                approved.at("/components/schemas"),
                sorted(api).at("/components/schemas"),
                broken);

        assertThat(broken)
                .as("changed or gone since it was approved; -Dpond.approve=true approves it")
                .isEmpty();
    }

    @Test
    void every_operation_says_whom_it_lets_in_and_what_it_does() {
        for (var operation : operations()) {
            assertThat(operation.node().path("x-permission").size())
                    .as("%s: x-permission", operation)
                    .isPositive();
            if (OURS.stream().anyMatch(operation.path()::startsWith)) {
                assertThat(operation.node().path("summary").asString(""))
                        .as("%s: summary", operation)
                        .isNotBlank();
            }
        }
        assertThat(operations()).hasSizeGreaterThan(20);
    }

    @Test
    void every_property_of_every_answer_is_classified() {
        var reached = new TreeSet<String>();
        for (var operation : operations()) {
            for (var response : operation.node().path("responses")) {
                reach(response, reached);
            }
        }
        // An amount is as closely held as the property that it stands in.
        reached.remove("Money");
        var unclassified = new ArrayList<String>();
        for (var name : reached) {
            api.at("/components/schemas/" + name)
                    .path("properties")
                    .forEachEntry((property, schema) -> {
                        if (!schema.has("x-data-class")) {
                            unclassified.add(name + "." + property);
                        }
                    });
        }

        assertThat(reached).contains("Customer", "Transaction", "Consent", "Customer360");
        assertThat(unclassified).isEmpty();
    }

    @Test
    void forged_tokens_and_tokens_without_the_scope_open_nothing() {
        var forged = TestTokens.forged("customers:read", "customers:write", "customers:pii");
        for (var operation : operations()) {
            assertThat(call(operation, TestTokens.with("nothing:read")).status())
                    .as("%s without its scope", operation)
                    .isEqualTo(403);
        }
        for (var operation : List.of(operations().getFirst(), operations().getLast())) {
            for (var token : forged) {
                assertThat(call(operation, token.token()).status())
                        .as("%s with %s", operation, token)
                        .isIn(400, 401, 431);
            }
        }
    }

    private Api.Answer call(Operation operation, String token) {
        var caller = new Api("http://localhost:" + port, token);
        var path = operation.path().replaceAll("\\{[^}]*}", "x");
        return switch (operation.method()) {
            case "get" -> caller.get(path);
            case "post" -> caller.post(path, "{}");
            case "put" -> caller.put(path, "{}", "If-Match", "*");
            case "patch" -> caller.patch(path, "{}", "If-Match", "*");
            default -> caller.delete(path, "If-Match", "*");
        };
    }

    private List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        api.path("paths")
                .forEachEntry((path, item) -> {
                    for (var method : METHODS) {
                        if (item.has(method)) {
                            operations.add(new Operation(method, path, item.path(method)));
                        }
                    }
                });
        return operations;
    }

    private void reach(JsonNode node, TreeSet<String> reached) {
        var reference = node.path("$ref").asString("");
        if (reference.startsWith("#/components/schemas/")) {
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            if (reached.add(name)) {
                reach(api.at("/components/schemas/" + name), reached);
            }
        }
        for (var child : node) {
            reach(child, reached);
        }
    }

    /** All that is approved must be there unchanged; more may be. */
    private static void compare(
            String pointer, JsonNode approved, JsonNode actual, List<String> broken) {
        if (approved.isObject() && actual.isObject()) {
            approved.forEachEntry((name, value) -> {
                if (actual.has(name)) {
                    compare(pointer + "/" + name, value, actual.path(name), broken);
                } else {
                    broken.add(pointer + "/" + name + " is gone");
                }
            });
        } else if (!approved.equals(actual)) {
            broken.add(pointer + " was " + approved + " and is " + actual);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var byName = new TreeMap<String, JsonNode>();
            object.forEachEntry((name, value) -> byName.put(name, sorted(value)));
            var sorted = JSON.createObjectNode();
            byName.forEach(sorted::set);
            return sorted;
        }
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }
}
