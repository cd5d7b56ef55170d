package io.pondcrm.chassis.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.pondcrm.chassis.EmbeddedStore;
import io.pondcrm.local.keys.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

class SealingTest {

    private static final byte[] NAME = "Wang Fang".getBytes(UTF_8);

    private static EmbeddedStore store;
    private static MongoClient client;

    @TempDir Path folder;
    private KeyFile file;
    private MongoTemplate mongo;
    private SubjectKeys keys;

    @BeforeAll
    static void start() {
        store = EmbeddedStore.start();
        client = MongoClients.create(store.uri("sealing"));
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @BeforeEach
    void empty() throws Exception {
        mongo = new MongoTemplate(client, "sealing");
        mongo.dropCollection("customer_keys");
        file = new KeyFile(folder.resolve("keys.json")).ensure();
        keys = instance();
    }

    /** An instance of a service with nothing in memory. */
    private SubjectKeys instance() {
        return new SubjectKeys(mongo, new RereadKeys(file.path().toString()), Clock.systemUTC());
    }

    private SubjectKey made(String subject) {
        return Objects.requireNonNull(keys.makeAll(List.of(subject)).get(subject));
    }

    @Test
    void what_is_sealed_opens_with_the_subjects_key_at_any_instance() {
        var sealed = made("cus_1").seal("name", NAME);

        assertThat(new String(sealed, UTF_8)).doesNotContain("Wang");
        assertThat(instance().find("cus_1").orElseThrow().open("name", sealed)).isEqualTo(NAME);
        assertThat(made("cus_1").seal("name", NAME)).isNotEqualTo(sealed);
    }

    @Test
    void moved_to_another_subject_or_field_it_is_refused() {
        var sealed = made("cus_1").seal("name", NAME);
        var raw = mongo.getCollection("customer_keys");
        made("cus_2");

        assertThatThrownBy(() -> made("cus_2").open("name", sealed)).hasMessageContaining("cus_2");
        assertThatThrownBy(() -> made("cus_1").open("phone", sealed))
                .hasMessageContaining("phone of cus_1");
        // Nor does the wrapped key serve somebody else.
        var wrapped =
                Objects.requireNonNull(raw.find(new Document("_id", "cus_1")).first())
                        .get("wrapped", Binary.class);
        raw.updateOne(
                new Document("_id", "cus_2"),
                new Document("$set", new Document("wrapped", wrapped)));
        assertThatThrownBy(() -> instance().find("cus_2")).hasMessageContaining("cus_2");
    }

    @Test
    void with_any_bit_changed_it_is_refused() {
        var key = made("cus_1");
        var sealed = key.seal("name", NAME);

        for (var at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> key.open("name", changed))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> key.open("name", new byte[0]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_destroyed_key_is_gone_and_never_comes_back() {
        made("cus_1");

        keys.destroy("cus_1");
        keys.destroy("cus_1");
        keys.destroy("cus_never_seen");

        for (var anybody : List.of(keys, instance())) {
            assertThat(anybody.find("cus_1")).isEmpty();
            assertThat(anybody.makeAll(List.of("cus_1", "cus_never_seen", "cus_2")))
                    .containsOnlyKeys("cus_2");
        }
        var tombstone =
                Objects.requireNonNull(
                        mongo.getCollection("customer_keys")
                                .find(new Document("_id", "cus_1"))
                                .first());
        assertThat(tombstone.keySet()).containsExactlyInAnyOrder("_id", "createdAt", "erasedAt");
    }

    @Test
    void a_thousand_keys_are_made_and_read_at_once() {
        var subjects = IntStream.range(0, 1_000).mapToObj(it -> "cus_" + it).toList();
        var sealed =
                keys.makeAll(subjects).entrySet().stream()
                        .map(it -> List.of(it.getKey(), it.getValue().seal("name", NAME)))
                        .toList();

        var before = System.nanoTime();
        var found = instance().findAll(subjects);
        var took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(found).hasSize(1_000);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(sealed)
                .allSatisfy(it ->
                        assertThat(
                                        Objects.requireNonNull(found.get((String) it.get(0)))
                                                .open("name", (byte[]) it.get(1)))
                                .isEqualTo(NAME));
    }

    @Test
    void all_who_make_a_key_at_once_get_the_same() throws Exception {
        var subjects = IntStream.range(0, 50).mapToObj(it -> "cus_" + it).toList();
        try (var writers = Executors.newFixedThreadPool(8)) {
            var all = new ArrayList<Future<List<byte[]>>>();
            for (var writer = 0; writer < 8; writer++) {
                Callable<List<byte[]>> making =
                        () -> {
                            var mine = instance().makeAll(subjects);
                            return subjects.stream()
                                    .map(it ->
                                            Objects.requireNonNull(mine.get(it)).seal("name", NAME))
                                    .toList();
                        };
                all.add(writers.submit(making));
            }
            for (var each : all) {
                for (var at = 0; at < subjects.size(); at++) {
                    assertThat(made(subjects.get(at)).open("name", each.get().get(at)))
                            .isEqualTo(NAME);
                }
            }
        }
    }

    @Test
    void keys_are_wrapped_anew_and_the_old_wrapping_key_can_go() throws Exception {
        var subjects = IntStream.range(0, 25).mapToObj(it -> "cus_%02d".formatted(it)).toList();
        keys.makeAll(subjects);
        var sealed = made("cus_07").seal("name", NAME);
        keys.destroy("cus_08");

        file.rotate();
        var rotating = instance();
        assertThat(rotating.countStale()).isEqualTo(24);
        var part = rotating.rewrap(null, 10);
        assertThat(part).hasSize(10).endsWith("cus_10");
        assertThat(rotating.countStale()).isEqualTo(14);
        assertThat(instance().findAll(subjects)).hasSize(24);
        while (!part.isEmpty()) {
            part = rotating.rewrap(part.getLast(), 10);
        }
        assertThat(rotating.countStale()).isZero();

        file.forgetOld();
        assertThat(instance().findAll(subjects)).hasSize(24);
        assertThat(instance().find("cus_07").orElseThrow().open("name", sealed)).isEqualTo(NAME);
        assertThat(instance().find("cus_08")).isEmpty();
    }

    @Test
    void an_instance_reads_a_changed_file_by_itself() throws Exception {
        var sealed = made("cus_1").seal("name", NAME);
        var running = instance();
        file.rotate();
        var other = instance();

        other.rewrap(null, 10);
        file.forgetOld();

        assertThat(running.find("cus_1").orElseThrow().open("name", sealed)).isEqualTo(NAME);
        assertThat(running.countStale()).isZero();
        Files.writeString(file.path(), "damaged");
        assertThat(running.makeAll(List.of("cus_2"))).containsOnlyKeys("cus_2");
    }

    @Test
    void a_blind_index_tells_the_same_from_another_and_nothing_else() {
        var index = FileKeys.read(file.path().toString()).index();
        var token = index.tokenOf("contact", "+8613800138000");

        assertThat(token).hasSize(16).isEqualTo(index.tokenOf("contact", "+8613800138000"));
        assertThat(token)
                .isNotEqualTo(index.tokenOf("contact", "+8613800138001"))
                .isNotEqualTo(index.tokenOf("name", "+8613800138000"));
    }

    private ApplicationContextRunner service(String kekFile) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SealingAutoConfiguration.class))
                .withBean(MongoOperations.class, () -> mongo)
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues("pond.sealing.kek-file=" + kekFile);
    }

    @Test
    void a_service_that_names_a_file_of_keys_seals() {
        service(file.path().toString()).run(it -> assertThat(it).hasSingleBean(SubjectKeys.class));
        service(file.path().toString())
                .withPropertyValues("pond.sealing.enabled=false")
                .run(it -> assertThat(it).doesNotHaveBean(SubjectKeys.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none.json", "text", "{}", "{\"wrapping\":{},\"index\":{}}"})
    void without_good_keys_a_service_does_not_start_and_says_which_setting(String content)
            throws Exception {
        var name = folder.resolve("broken.json");
        if (!content.isEmpty() && !content.endsWith(".json")) {
            Files.writeString(name, content);
        }

        service(content.isEmpty() ? "" : name.toString())
                .run(it ->
                        assertThat(it)
                                .getFailure()
                                .hasStackTraceContaining(
                                        "Property pond.sealing.kek-file with value"));
    }
}
