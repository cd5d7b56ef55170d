package io.pondcrm.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ContractsTest {

    static final Path SOURCES = Path.of("src/main/java");
    static final Path SAMPLES = Path.of("src/main/resources/contracts");
    static final Path DOCUMENT = Path.of("../docs/events.md");

    final JsonMapper json =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    static List<Class<?>> contracts() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var contracts = new ArrayList<Class<?>>();
            for (var file : files.filter(it -> it.toString().endsWith(".java")).sorted().toList()) {
                var name =
                        SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
                if (!name.endsWith("package-info")) {
                    var type = Class.forName(name);
                    if (type.isAnnotationPresent(EventType.class)) {
                        contracts.add(type);
                    }
                }
            }
            contracts.sort(Comparator.comparing(it -> type(it).value()));
            return contracts;
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Stream<Path> samples() throws IOException {
        try (var files = Files.walk(SAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @Test
    void names_are_unique_and_carry_their_version() throws IOException {
        assertThat(contracts())
                .isNotEmpty()
                .extracting(it -> type(it).value())
                .doesNotHaveDuplicates()
                .allMatch(
                        it -> it.matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)+\\.v[1-9][0-9]*"));
        for (var contract : contracts()) {
            var version = type(contract).value().replaceAll(".*\\.v", "V");
            assertThat(contract.getSimpleName()).endsWith(version);
            assertThat(contract.isRecord()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_contract_has_a_full_sample_and_one_from_the_future(Class<?> contract) {
        var folder = SAMPLES.resolve(type(contract).value());
        assertThat(folder.resolve("full.json")).exists();
        assertThat(folder.resolve("from-the-future.json")).exists();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void reads_a_sample_and_writes_it_back_unchanged(Path sample) throws IOException {
        var contract = contractOf(SAMPLES.relativize(sample).getName(0).toString());
        var text = Files.readString(sample);

        var event = json.readValue(text, contract);

        if (sample.endsWith("from-the-future.json")) {
            var today = Files.readString(sample.resolveSibling("full.json"));
            assertThat(event).isEqualTo(json.readValue(today, contract));
        } else {
            assertThat(json.readTree(json.writeValueAsString(event)))
                    .isEqualTo(json.readTree(text));
        }
    }

    @Test
    void no_contract_names_or_reaches_a_person() throws IOException {
        for (var contract : contracts()) {
            assertThat(contract.getRecordComponents())
                    .extracting(it -> it.getName())
                    .doesNotContain(
                            "email",
                            "phone",
                            "name",
                            "displayName",
                            "givenName",
                            "familyName",
                            "birthDate",
                            "address");
        }
    }

    /** Run with {@code -Dpond.approve=true} to write the page anew. */
    @Test
    void the_page_for_consumers_says_what_the_code_says() throws IOException {
        var page = page();
        if (Boolean.getBoolean("pond.approve")) {
            Files.createDirectories(Objects.requireNonNull(DOCUMENT.getParent()));
            Files.writeString(DOCUMENT, page);
        }
        assertThat(DOCUMENT)
                .as("mvn -pl event-contracts test -Dpond.approve=true writes it anew")
                .hasContent(page);
    }

    private static String page() throws IOException {
        var page = new StringBuilder();
        page.append("# Events\n\n");
        page.append(
                "Generated from `event-contracts`; conventions: CloudEvents 1.0 in binary mode, the key is the customer's id, unless an event says otherwise.\n");
        page.append(
                "At least once, in order per carrying document (`ce_sequence`). Ignore fields and values that you do not know.\n");
        for (var contract : contracts()) {
            var source =
                    Files.readString(
                            SOURCES.resolve(contract.getName().replace('.', '/') + ".java"));
            var comment = comment(source);
            var name = type(contract).value();
            page.append("\n## ").append(name).append("\n\n");
            page.append("Topic `")
                    .append(type(contract).topic())
                    .append("`. ")
                    .append(comment.split("\n@param")[0].strip().replace("\n", " "))
                    .append("\n\n");
            page.append("| field | type | meaning |\n|---|---|---|\n");
            for (var component : contract.getRecordComponents()) {
                var nullable =
                        component
                                .getAnnotatedType()
                                .isAnnotationPresent(org.jspecify.annotations.Nullable.class);
                page.append("| `")
                        .append(component.getName())
                        .append("` | ")
                        .append(
                                component
                                        .getGenericType()
                                        .getTypeName()
                                        .replaceAll("[a-z]+\\.", ""))
                        .append(nullable ? ", may be absent" : "")
                        .append(" | ")
                        .append(meaning(comment, component.getName()))
                        .append(" |\n");
            }
            page.append("\n```json\n")
                    .append(Files.readString(SAMPLES.resolve(name).resolve("full.json")).strip())
                    .append("\n```\n");
        }
        return page.toString();
    }

    private static String comment(String source) {
        var found = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL).matcher(source);
        assertThat(found.find()).isTrue();
        return found.group(1)
                .replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .strip();
    }

    private static String meaning(String comment, String component) {
        var found =
                Pattern.compile("@param " + component + "\\s+(.*?)(?=\n@param|\\z)", Pattern.DOTALL)
                        .matcher(comment);
        assertThat(found.find()).as("%s has a meaning", component).isTrue();
        return found.group(1).replaceAll("\\s+", " ").strip();
    }

    private static Class<?> contractOf(String name) throws IOException {
        return contracts().stream()
                .filter(it -> type(it).value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static EventType type(Class<?> contract) {
        return Objects.requireNonNull(contract.getAnnotation(EventType.class));
    }
}
