package io.pondcrm.chassis.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.CallerOperators;
import io.pondcrm.chassis.test.ForgedToken;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.chassis.test.openapi.OpenApiDocument.Operation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/**
 * What every service promises about who may do and see what, checked over every operation of its
 * own OpenAPI document. A service takes it on by three lines:
 *
 * <pre>{@code
 * @PondTest
 * @SpringBootTest
 * @AutoConfigureMockMvc
 * class CustomerSecurityTest extends SecurityContract {}
 * }</pre>
 */
public abstract class SecurityContract {

    private static final String PUBLIC = "public";

    private static final int CALLERS = 3;

    /** How many payloads of each kind each operation is sent; more than there are: all. */
    private static final int INJECTED = Integer.getInteger("pond.injection.each", 4);

    /** How many forged tokens each operation is shown; more than there are: all. */
    private static final int FORGED = Integer.getInteger("pond.forged.each", 10);

    private static final Pattern VERB_AND_NOUN = Pattern.compile("[a-z]+[A-Z][A-Za-z0-9]*");

    /** Value objects: their parts are as confidential as the property that holds them. */
    private static final Set<String> VALUES = Set.of("Money");

    @Autowired
    @SuppressWarnings("NullAway.Init")
    MockMvcTester http;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    CallerOperators operators;

    private @Nullable OpenApiDocument document;

    protected SecurityContract() {}

    @Test
    void every_operation_declares_its_permission() {
        assertThat(document().operations()).isNotEmpty();
        assertThat(document().operations().stream().filter(it -> it.permission().isEmpty()))
                .as("operations without x-permission")
                .isEmpty();
    }

    /**
     * Generated clients call their methods so. A name that nobody wrote is the Java method's, and
     * numbered: it changes when somebody adds a controller.
     */
    @Test
    void every_operation_has_a_name_of_verb_and_noun_that_no_other_has() {
        assertThat(document().operations())
                .extracting(it -> it.node().path("operationId").asString(""))
                .allMatch(name -> VERB_AND_NOUN.matcher(name).matches(), "verb and noun")
                .doesNotHaveDuplicates();
    }

    @Test
    void an_operation_opens_to_its_scope_and_to_nothing_else() throws Exception {
        var found =
                ofEachOperation((operation, wrong) -> {
                    if (operation.permission().contains(PUBLIC)) {
                        expect(wrong, operation, "no token", send(operation, null), "not refused");
                        return;
                    }
                    expect(wrong, operation, "no token", send(operation, null), "401");
                    expect(
                            wrong,
                            operation,
                            "another scope",
                            send(operation, TestTokens.with("unrelated:read")),
                            "403");
                    for (var scope : operation.permission()) {
                        expect(
                                wrong,
                                operation,
                                scope,
                                send(operation, TestTokens.with(scope)),
                                "not refused");
                    }
                });
        assertThat(found).isEmpty();
    }

    @Test
    void no_forged_token_opens_anything() throws Exception {
        // Forging takes much longer than trying.
        var forged = new ConcurrentHashMap<List<String>, List<ForgedToken>>();
        var kinds = TestTokens.forged().stream().map(ForgedToken::kind).toList();
        var secured =
                document().operations().stream()
                        .filter(it -> !it.permission().contains(PUBLIC))
                        .count();
        var shares = Shares.ofAll(kinds, FORGED, (int) secured);
        var found =
                ofEachOperation((operation, wrong) -> {
                    if (operation.permission().contains(PUBLIC)) {
                        return;
                    }
                    var mine = shares.next();
                    for (var token :
                            forged.computeIfAbsent(
                                    operation.permission(),
                                    it -> TestTokens.forged(it.toArray(String[]::new)))) {
                        if (!mine.contains(token.kind())) {
                            continue;
                        }
                        expect(
                                wrong,
                                operation,
                                token.kind(),
                                send(operation, token.token()),
                                "401");
                    }
                });
        assertThat(found).isEmpty();
    }

    @Test
    void every_property_of_an_answer_has_a_data_class() {
        var unclassified = new ArrayList<String>();
        for (var operation : document().operations()) {
            for (var response : operation.node().path("responses").properties()) {
                if (response.getKey().startsWith("2")) {
                    for (var media :
                            document().resolve(response.getValue()).path("content").properties()) {
                        collectUnclassified(
                                operation + " " + response.getKey(),
                                media.getValue().path("schema"),
                                false,
                                new HashSet<>(),
                                unclassified);
                    }
                }
            }
        }
        assertThat(unclassified.stream().distinct())
                .as("properties without x-data-class")
                .isEmpty();
    }

    @Test
    void an_operator_in_the_place_of_a_text_is_refused_or_stays_a_text() throws Exception {
        var samples = new JsonSamples(document());
        var operations = document().operations().size();
        var json = Shares.ofAll(InjectionPayloads.json(), INJECTED, operations);
        var text = Shares.ofAll(InjectionPayloads.text(), INJECTED, operations);
        var marked = Shares.of(InjectionPayloads.marked(), INJECTED);
        operators.watch();
        var found =
                ofEachOperation((operation, wrong) -> {
                    var token =
                            operation.permission().contains(PUBLIC)
                                    ? null
                                    : TestTokens.with(
                                            operation.permission().toArray(String[]::new));
                    var marks = marked.next();
                    var schema = bodySchema(operation);
                    if (!schema.isMissingNode()) {
                        var sample = samples.of(schema);
                        for (var payload : both(json.next(), marks)) {
                            var replacement = OpenApiDocument.JSON.readTree(payload);
                            for (var body : samples.withEachTextReplaced(sample, replacement)) {
                                noFailure(
                                        wrong,
                                        operation,
                                        payload,
                                        send(operation, token, body, x -> x));
                            }
                        }
                    }
                    for (var payload : both(text.next(), marks)) {
                        noFailure(
                                wrong,
                                operation,
                                payload,
                                send(operation, token, sampleBody(operation), _ -> payload));
                    }
                });
        assertThat(found).isEmpty();
        assertThat(operators.found()).as("commands with an operator of a caller's").isEmpty();
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /**
     * What is wrong with any operation. Some are checked at a time: one caller alone would leave
     * half of a small machine idle.
     *
     * @param check adds what is wrong with the operation to the list
     */
    private List<String> ofEachOperation(BiConsumer<Operation, List<String>> check)
            throws ExecutionException, InterruptedException {
        var found = new ArrayList<String>();
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var checks = new ArrayList<Future<List<String>>>();
            for (var operation : document().operations()) {
                checks.add(
                        callers.submit(() -> {
                            var wrong = new ArrayList<String>();
                            check.accept(operation, wrong);
                            return wrong;
                        }));
            }
            for (var checked : checks) {
                found.addAll(checked.get());
            }
        }
        return found;
    }

    private void collectUnclassified(
            String place,
            JsonNode reference,
            boolean covered,
            Set<JsonNode> seen,
            List<String> unclassified) {
        var schema = document().resolve(reference);
        if (schema.has("items")) {
            collectUnclassified(place + "/-", schema.path("items"), false, seen, unclassified);
        }
        if (schema.path("additionalProperties").has("$ref")) {
            collectUnclassified(
                    place + "/*", schema.path("additionalProperties"), false, seen, unclassified);
        }
        if (!schema.has("properties") || !covered && !seen.add(schema)) {
            return;
        }
        for (var property : schema.path("properties").properties()) {
            var level = property.getValue().path("x-data-class").asString("");
            var where = place + "/" + property.getKey();
            if (level.isEmpty() && !covered) {
                unclassified.add(where);
            }
            var name = property.getValue().path("$ref").asString("").replaceFirst(".*/", "");
            // A personal object is hidden as a whole.
            var coversParts =
                    covered
                            || level.equals("PERSONAL")
                            || !level.isEmpty() && VALUES.contains(name);
            if (!coversParts || property.getValue().has("items")) {
                collectUnclassified(where, property.getValue(), coversParts, seen, unclassified);
            }
        }
    }

    private void expect(
            List<String> wrong,
            Operation operation,
            String who,
            MvcTestResult result,
            String what) {
        var status = result.getResponse().getStatus();
        var right =
                what.equals("not refused")
                        ? status != 401 && status != 403
                        : String.valueOf(status).equals(what);
        if (!right) {
            wrong.add("%s with %s: %d, not %s".formatted(operation, who, status, what));
        }
    }

    private void noFailure(
            List<String> wrong, Operation operation, String payload, MvcTestResult result) {
        var status = result.getResponse().getStatus();
        if (status >= 500 || result.getUnresolvedException() != null) {
            wrong.add("%s with %s: %d".formatted(operation, payload, status));
        }
    }

    private JsonNode bodySchema(Operation operation) {
        return document()
                .resolve(operation.node().path("requestBody"))
                .path("content")
                .path(MediaType.APPLICATION_JSON_VALUE)
                .path("schema");
    }

    private @Nullable JsonNode sampleBody(Operation operation) {
        var schema = bodySchema(operation);
        return schema.isMissingNode() ? null : new JsonSamples(document()).of(schema);
    }

    /** Of an operation that takes a file: the first type of file it takes. */
    private @Nullable String fileType(Operation operation) {
        var content =
                document()
                        .resolve(operation.node().path("requestBody"))
                        .path("content")
                        .properties();
        return content.isEmpty() ? null : content.iterator().next().getKey();
    }

    private MvcTestResult send(Operation operation, @Nullable String token) {
        return send(operation, token, sampleBody(operation), it -> it);
    }

    /**
     * @param change what becomes of each text in path and query
     */
    private MvcTestResult send(
            Operation operation,
            @Nullable String token,
            @Nullable JsonNode body,
            UnaryOperator<String> change) {
        var path = operation.path();
        var query = new StringBuilder();
        for (var parameter : operation.parameters()) {
            var name = parameter.path("name").asString();
            var sample = new JsonSamples(document()).of(parameter.path("schema")).asString("1");
            var isText = parameter.path("schema").path("type").asString("").equals("string");
            var value = encode(isText ? change.apply(sample) : sample);
            if (parameter.path("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", value);
            } else if (parameter.path("in").asString().equals("query")
                    && (parameter.path("required").asBoolean() || isText)) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(encode(name))
                        .append('=')
                        .append(value);
            }
        }
        var request =
                http.method(HttpMethod.valueOf(operation.method())).uri(URI.create(path + query));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body.toString());
        } else if (fileType(operation) instanceof String type) {
            request.contentType(type).content("a file\n");
        }
        return request.exchange();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private OpenApiDocument document() {
        if (document == null) {
            document =
                    OpenApiDocument.parse(
                            new String(
                                    http.get()
                                            .uri("/v3/api-docs")
                                            .exchange()
                                            .getMvcResult()
                                            .getResponse()
                                            .getContentAsByteArray(),
                                    StandardCharsets.UTF_8));
        }
        return document;
    }
}
