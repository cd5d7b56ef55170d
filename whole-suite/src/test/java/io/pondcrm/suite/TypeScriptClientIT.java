package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pondcrm.suite.RunningSuite.Pond;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a front-end team does on its first day: it generates a client from the merged document,
 * compiles a program against it and runs that, {@code examples/typescript}. Needs node for the last
 * two; generator and compiler come with the build.
 */
@ExtendWith(RunningSuite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypeScriptClientIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of("target/typescript").toAbsolutePath();
    private static final Path EXAMPLE = Path.of("../examples/typescript");
    private static final Pattern NODE_18_OR_LATER =
            Pattern.compile("v(1[89]|[2-9]\\d|\\d{3,})\\..*");

    /** The generator makes three methods of each operation; this one is the first. */
    private static final Pattern METHOD = Pattern.compile("\\basync (\\w+)RequestOpts\\(");

    private static final List<String> VERBS = List.of("get", "put", "post", "patch", "delete");

    @BeforeAll
    void generate_the_client(Pond pond) throws Exception {
        emptyFolder();
        assumeTrue(hasNode(), "No node 18 or later on the PATH: nothing here can run TypeScript");
        for (var file : List.of("journey.ts", "tsconfig.json", "package.json")) {
            Files.write(FOLDER.resolve(file), Files.readAllBytes(EXAMPLE.resolve(file)));
        }
        // A service that was started a moment ago may be too slow for the first look.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(document(pond).has("x-missing-services")).isFalse());
        Files.writeString(FOLDER.resolve("gateway.json"), document(pond).toString());
        run(
                Map.of(),
                pond.settings.jdk().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                tool("pond.client-generator"),
                "generate",
                "-i",
                "gateway.json",
                "-g",
                "typescript-fetch",
                "-o",
                "client",
                "--additional-properties=importFileExtension=.js");
    }

    @Test
    void the_document_is_the_approved_one_that_lies_in_the_repository(Pond pond) throws Exception {
        var approved = JSON.readTree(Files.readString(Path.of("../docs/api/gateway.json")));
        var served = document(pond);

        for (var part : List.of("/paths", "/components/schemas")) {
            assertThat(differences(served.at(part), approved.at(part))).as(part).isEmpty();
        }
    }

    private static Set<String> differences(JsonNode one, JsonNode other) {
        var names = new TreeSet<>(one.propertyNames());
        names.addAll(other.propertyNames());
        names.removeIf(name -> one.path(name).equals(other.path(name)));
        return names;
    }

    @Test
    void the_client_has_a_method_for_every_operation(Pond pond) throws Exception {
        var operations = new TreeSet<String>();
        var count = 0;
        for (var path : document(pond).path("paths")) {
            for (var operation : path.properties()) {
                if (VERBS.contains(operation.getKey())) {
                    operations.add(operation.getValue().path("operationId").asString());
                    count++;
                }
            }
        }

        var methods = new TreeSet<String>();
        try (var classes = Files.list(FOLDER.resolve("client/apis"))) {
            for (var file : classes.toList()) {
                METHOD.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> methods.add(found.group(1)));
            }
        }
        assertThat(methods).isEqualTo(operations).hasSize(count).hasSizeGreaterThan(140);
    }

    @Test
    void the_journey_compiles_strictly_and_leads_to_what_the_api_shows(Pond pond) throws Exception {
        promiseUrgentComplaints(pond);

        run(Map.of(), "node", tool("pond.typescript-compiler"), "--strict", "--project", ".");
        var told =
                run(
                        Map.of(
                                "POND_URL", pond.settings.gateway(),
                                "POND_TOKEN", pond.ops.token()),
                        "node",
                        "build/journey.js");
        var steps = new LinkedHashMap<String, JsonNode>();
        for (var line : told.lines().toList()) {
            var step = JSON.readTree(line);
            steps.put(step.path("step").asString(), step);
        }
        assertThat(steps.keySet())
                .containsExactly(
                        "customer", "transaction", "tier", "campaign", "complaint", "churn");
        var customer = text(steps, "customer", "id");

        var profile = pond.ops.read("/api/v1/customers/" + customer);
        assertThat(profile.path("displayName").asString()).isEqualTo("韩梅梅");
        assertThat(text(steps, "customer", "consent")).isEqualTo("GRANTED");

        var sale = pond.ops.read("/api/v1/transactions/" + text(steps, "transaction", "id"));
        assertThat(sale.path("customerId").asString()).isEqualTo(customer);
        assertThat(sale.path("total").path("amount").asString())
                .isEqualTo(text(steps, "transaction", "amount"))
                .isEqualTo("12000.00");

        var tier = pond.ops.read("/api/v1/customers/" + customer + "/tier");
        assertThat(text(steps, "tier", "tier"))
                .isEqualTo(tier.path("tier").asString())
                .isEqualTo("GOLD");
        assertThat(tier.path("reasons"))
                .isEqualTo(step(steps, "tier").path("reasons"))
                .isNotEmpty();

        var campaign = "/api/v1/campaigns/" + text(steps, "campaign", "id");
        assertThat(text(steps, "campaign", "state")).isIn("RUNNING", "DONE");
        assertThat(
                        pond.ops
                                .read(campaign + "/audience")
                                .path("items")
                                .findValuesAsString("customerId"))
                .containsExactly(customer);

        var complaint = pond.ops.read("/api/v1/cases/" + text(steps, "complaint", "id"));
        assertThat(complaint.path("customerId").asString()).isEqualTo(customer);
        var due =
                complaint
                        .path("sla")
                        .path("clocks")
                        .valueStream()
                        .filter(clock -> clock.path("kind").asString().equals("RESOLUTION"))
                        .map(clock -> Instant.parse(clock.path("dueAt").asString()))
                        .findFirst()
                        .orElseThrow();
        assertThat(Instant.parse(text(steps, "complaint", "dueAt")))
                .isEqualTo(due)
                .isAfter(Instant.parse(complaint.path("openedAt").asString()));

        var churn = pond.ops.read("/api/v1/customers/" + customer + "/churn-score");
        assertThat(churn.path("reasons")).isEqualTo(step(steps, "churn").path("reasons"));
        assertThat(new BigDecimal(text(steps, "churn", "score")))
                .isEqualByComparingTo(churn.path("score").asString())
                .isEqualByComparingTo(
                        churn.path("reasons")
                                .valueStream()
                                .map(reason ->
                                        new BigDecimal(reason.path("contribution").asString()))
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Four hours around the clock, for the priority that this journey's complaint has. */
    private static void promiseUrgentComplaints(Pond pond) throws Exception {
        var always = List.of(Map.of("from", "00:00", "until", "24:00"));
        var calendar =
                pond.ops
                        .post(
                                "/api/v1/business-calendars",
                                Map.of(
                                        "name",
                                        "Around the clock",
                                        "zone",
                                        "Asia/Shanghai",
                                        "week",
                                        Arrays.stream(java.time.DayOfWeek.values())
                                                .map(day ->
                                                        Map.of("day", day.name(), "hours", always))
                                                .toList()))
                        .orThrow()
                        .json();
        pond.ops
                .post(
                        "/api/v1/sla-policies",
                        Map.of(
                                "name",
                                "Urgent complaints",
                                "calendarId",
                                calendar.path("id").asString(),
                                "types",
                                List.of("COMPLAINT"),
                                "priorities",
                                List.of("P1"),
                                "firstResponseMinutes",
                                60,
                                "resolutionMinutes",
                                240))
                .orThrow();
    }

    private static JsonNode step(Map<String, JsonNode> steps, String name) {
        return Objects.requireNonNull(steps.get(name), name);
    }

    private static String text(Map<String, JsonNode> steps, String name, String member) {
        return step(steps, name).path(member).asString("");
    }

    private static JsonNode document(Pond pond) throws IOException, InterruptedException {
        return pond.ops.get("/api/v1/openapi.json").orThrow().json();
    }

    /** What an earlier run generated must not count. */
    private static void emptyFolder() throws IOException {
        if (Files.exists(FOLDER)) {
            try (var files = Files.walk(FOLDER)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(FOLDER);
    }

    private static boolean hasNode() throws IOException, InterruptedException {
        try {
            return NODE_18_OR_LATER.matcher(run(Map.of(), "node", "--version").strip()).matches();
        } catch (IOException absent) {
            return false;
        }
    }

    private static String tool(String property) {
        var path = System.getProperty(property);
        assertThat(path).as("the system property %s, set by the build", property).isNotNull();
        return String.valueOf(path);
    }

    /** Runs a command in the folder and answers what it printed. */
    private static String run(Map<String, String> variables, String... command)
            throws IOException, InterruptedException {
        var printed = FOLDER.resolve("printed.txt");
        var complained = FOLDER.resolve("complained.txt");
        var builder =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectOutput(printed.toFile())
                        .redirectError(complained.toFile());
        builder.environment().putAll(variables);
        var process = builder.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ends", command[0]).isTrue();
        } finally {
            process.destroyForcibly();
        }
        var output = Files.readString(printed, UTF_8);
        assertThat(process.exitValue())
                .as("%s%n%s%n%s", String.join(" ", command), output, Files.readString(complained))
                .isZero();
        return output;
    }
}
