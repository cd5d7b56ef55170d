package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.Canaries.Home;
import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * S15 over the whole suite: personal data goes in by every way there is, is shown by
 * customer-service, and lies nowhere that can be read without the files of keys: not in any
 * service's data, customer-service's own among them, nor in topics, dead letters, logs, metrics,
 * traces or files left behind. What a person wrote into a case is shown with its names, and loses
 * what reaches somebody. The mail sink is the outside world; it keeps its mails in memory. {@code
 * -Dpond.canaries=1000} plants more.
 */
@ExtendWith(RunningSuite.class)
class PersonalDataIT {

    private static final String OWNER = "store/customer-service";
    private static final int WANTED = Integer.getInteger("pond.canaries", 200);

    /** About what is planted after the import. */
    private static final int LATER = 60;

    private final Canaries canaries = new Canaries(PersonalDataIT.class);
    private final String tag = canaries.word(Home.EVERYWHERE);

    @Test
    void personal_data_is_shown_and_lies_nowhere_to_be_read(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var people = new PlantedPeople(staff, canaries, tag);
        var customers = new ArrayList<String>();
        customers.addAll(oneByOne(pond.ops, pond.as("partner-shop"), people, "canary-1"));
        customers.addAll(manyAtOnce(staff, people));
        customers.addAll(people.byAllOtherWays());
        whileTheStoreIsAway(pond, people);
        strangersWhoBecomeKnown(pond, customers.getFirst());
        for (var customer : customers) {
            Outreach.agreeToMarketing(
                    pond.ops, customer, "signed by " + canaries.word(Home.CUSTOMER));
        }
        aCustomerWhoseEventsAreParked(pond, customers.getLast());
        aCampaign(staff, customers.size());
        var words = new ArrayList<>(aCaseAndItsSurvey(pond, staff, customers.getFirst()));
        requestsThatAreRefused(pond);
        var traces = twoWhoTellEachTrace(pond, people, words);
        assertThat(canaries.personal()).isGreaterThanOrEqualTo(WANTED);
        staff.awaitCalm();

        var found = everywhere(pond);
        note(found, "traces", canaries.search().in(traces));

        var hits = new TreeMap<String, Integer>();
        found.forEach((place, values) -> {
            if (!values.isEmpty()) {
                hits.put(place, values.size());
            }
        });
        System.out.printf(
                "%d planted values, looked for in %d places: %s%n",
                canaries.personal(), found.size(), hits);
        var profiles = customers.stream().map(it -> "/api/v1/customers/" + it).toList();
        assertThat(shown(pond, profiles)).hasSizeGreaterThan(5 * customers.size());
        assertThat(found.get(OWNER)).contains(tag);
        assertThat(shown(pond, words)).containsAll(canaries.of(Home.FEEDBACK));
        // The same search sees what travels by design.
        assertThat(found)
                .hasEntrySatisfying("traces", it -> assertThat(it).contains(tag))
                .hasEntrySatisfying("topic/crm.customer.v1", it -> assertThat(it).contains(tag))
                .hasEntrySatisfying("topic/crm.customer.v1.dlt", it -> assertThat(it).contains(tag))
                .hasEntrySatisfying(
                        "store/segmentation-service", it -> assertThat(it).contains(tag));
        assertThat(found)
                .anySatisfy((place, values) -> {
                    assertThat(place).matches("data/broker/crm.customer.*\\.log");
                    assertThat(values).contains(tag);
                });
        assertThat(leaks(found)).isEmpty();
    }

    private List<String> oneByOne(Api ops, Api partner, PlantedPeople people, String key)
            throws Exception {
        var made = ops.post("/api/v1/customers", people.profile()).orThrow().json();
        var posted = "/api/v1/customers/" + made.path("id").asString();
        var path = "/api/v1/customers/by-external-id/shop/" + key;
        partner.put(path, people.profile()).orThrow();
        // What was overwritten was there once.
        var put = partner.put(path, people.profile()).orThrow().json();
        for (var search :
                List.of(
                        Map.of("email", canaries.email(Home.NOWHERE)),
                        Map.of("phone", canaries.phone(Home.NOWHERE)),
                        Map.of("text", canaries.word(Home.NOWHERE)))) {
            ops.post("/api/v1/customers/search", search).orThrow();
        }
        ops.patch(
                        posted,
                        Map.of(
                                "displayName",
                                "Xu " + canaries.word(Home.CUSTOMER),
                                "contactPoints",
                                List.of(
                                        Map.of(
                                                "type",
                                                "EMAIL",
                                                "value",
                                                canaries.email(Home.CUSTOMER)))),
                        "If-Match",
                        ops.get(posted).header("ETag"))
                .orThrow();
        return List.of(made.path("id").asString(), put.path("id").asString());
    }

    /** What collectors of traces are sent, by two services that leave no trace out. */
    private byte[] twoWhoTellEachTrace(Pond pond, PlantedPeople people, List<String> words)
            throws Exception {
        try (var traces = new Traces(tag);
                var customer = pond.twin(Port.CUSTOMER, traces);
                var feedback = pond.twin(Port.FEEDBACK, traces)) {
            var ops = customer.ops();
            var traced = oneByOne(ops, ops, people, "canary-traced");
            ops.get("/api/v1/customers/by-external-id/shop/" + canaries.word(Home.NOWHERE));
            refusedByCustomerService(ops);
            var reported =
                    feedback.ops()
                            .post(
                                    "/api/v1/cases",
                                    Map.of(
                                            "type",
                                            "SUGGESTION",
                                            "channel",
                                            "PHONE",
                                            "customerId",
                                            traced.getFirst(),
                                            "subject",
                                            words()))
                            .orThrow();
            words.add("/api/v1/cases/" + reported.json().path("id").asString());
            feedback.ops().get("/api/v1/cases/" + canaries.word(Home.NOWHERE));
            // Spans are sent in the order in which they end: behind these two, all have come.
            ops.get("/api/v1/retention-rules").orThrow();
            feedback.ops().get("/api/v1/surveys?limit=1").orThrow();
            await().atMost(Staff.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(new String(traces.received(), UTF_8))
                                    .contains(
                                            "http get /api/v1/retention-rules",
                                            "http get /api/v1/surveys"));
            return traces.received();
        }
    }

    private List<String> manyAtOnce(Staff staff, PlantedPeople people) throws Exception {
        var rows = new ArrayList<Map<String, Object>>();
        for (var row = 0; row < 2; row++) {
            rows.add(
                    Map.of(
                            "externalId",
                            Map.of("system", "shop", "key", "canary-batch-" + row),
                            "profile",
                            people.profile()));
        }
        staff.pond().ops.post("/api/v1/customers/batch", Map.of("items", rows)).orThrow();

        var lines = new ArrayList<>(List.of(PlantedPeople.columns()));
        for (var row = 0; row < 2 || canaries.personal() < WANTED - LATER; row++) {
            lines.add(people.line("canary-import-" + row));
        }
        staff.importAll("customers", lines);
        var customers = new ArrayList<String>();
        customers.add(staff.customer("canary-batch-0"));
        customers.add(staff.customer("canary-batch-1"));
        for (var row = 0; row < lines.size() - 1; row++) {
            customers.add(staff.customer("canary-import-" + row));
        }
        return customers;
    }

    /** What fails is told of in logs, if anything is. */
    private void whileTheStoreIsAway(Pond pond, PlantedPeople people) throws Exception {
        var person = people.profile();
        pond.freeze("store");
        try {
            assertThat(post(pond, person)).isEqualTo(503);
        } finally {
            pond.thaw("store");
        }
        await().atMost(Staff.PATIENCE).until(() -> post(pond, person) < 300);
    }

    private static int post(Pond pond, Object person) throws IOException, InterruptedException {
        return pond.ops
                .post("/api/v1/customers", person, "Idempotency-Key", "canary-without-store")
                .status();
    }

    private void strangersWhoBecomeKnown(Pond pond, String customer) throws Exception {
        var stranger = canaries.word(Home.CUSTOMER);
        pond.ops.post("/api/v1/interactions", visit("canary-1", stranger)).orThrow();
        pond.ops
                .post(
                        "/api/v1/interactions/batch",
                        Map.of(
                                "items",
                                List.of(
                                        visit("canary-2", stranger),
                                        visit("canary-3", canaries.word(Home.CUSTOMER)))))
                .orThrow();
        pond.ops
                .post(
                        "/api/v1/customers/" + customer + "/visitor-links",
                        Map.of("system", "shop", "anonymousId", stranger))
                .orThrow();
    }

    private static Map<String, Object> visit(String externalId, String stranger) {
        return Map.of(
                "system",
                "shop",
                "externalId",
                externalId,
                "anonymousId",
                stranger,
                "type",
                "PAGE_VIEW",
                "occurredAt",
                Instant.now(Clock.systemUTC()).minusSeconds(60).toString());
    }

    /** Behind an event that nobody can read, all others of a customer become dead letters. */
    private void aCustomerWhoseEventsAreParked(Pond pond, String customer) throws Exception {
        new Topics(pond).sendPoison("crm.customer.v1", "customer.updated.v1", customer);
        var segmentation = new Metrics(pond.settings.port(Port.SEGMENTATION));
        await().atMost(Staff.PATIENCE).until(() -> segmentation.sum("dlt_parked_customers") >= 1);
        var path = "/api/v1/customers/" + customer;
        pond.ops
                .patch(
                        path,
                        Map.of("displayName", "Xu " + canaries.word(Home.CUSTOMER)),
                        "If-Match",
                        pond.ops.get(path).header("ETag"))
                .orThrow();
    }

    private void aCampaign(Staff staff, int members) throws Exception {
        var segment = staff.segment("Canaries", tag, "");
        // One more whom the store kept waiting.
        staff.awaitMembers(segment, members + 1);
        staff.campaign(segment, "Hello", "Dear {{customer.displayName}}, this is for you only.");
        var mails = canaries.search().in(staff.mails().toString());
        assertThat(mails).hasSizeGreaterThan(2).isSubsetOf(canaries.of(Home.CUSTOMER));
    }

    private String words() {
        return "Mr "
                + canaries.word(Home.FEEDBACK)
                + " asks for a call: "
                + canaries.phone(Home.NOWHERE)
                + " or a mail: "
                + canaries.email(Home.NOWHERE);
    }

    /** Where the words are shown again. */
    private List<String> aCaseAndItsSurvey(Pond pond, Staff staff, String customer)
            throws Exception {
        var survey = staff.survey("INQUIRY");
        var id =
                staff.make(
                        "/api/v1/cases",
                        Map.of(
                                "type",
                                "INQUIRY",
                                "channel",
                                "PHONE",
                                "customerId",
                                customer,
                                "subject",
                                words(),
                                "description",
                                words(),
                                "links",
                                List.of(
                                        Map.of(
                                                "rel",
                                                "order",
                                                "id",
                                                canaries.email(Home.NOWHERE)))));
        var path = "/api/v1/cases/" + id;
        pond.ops.post(path + "/comments", Map.of("text", words())).orThrow();
        var resolve = Map.of("deed", "RESOLVE", "note", words());
        pond.ops.post(path + "/transitions", resolve).orThrow();
        staff.move(path, "CONFIRM");
        var answer = Map.of("score", 4, "comment", words());
        var token = Outreach.tokenOfInvitation(pond.ops, survey, id);
        assertThat(pond.ops.post("/api/v1/public/surveys/" + token, answer).status())
                .isEqualTo(204);
        return List.of(
                path,
                path + "/comments",
                path + "/history",
                "/api/v1/surveys/" + survey + "/responses");
    }

    private List<Api.Answer> refusedByCustomerService(Api ops) throws Exception {
        var refused = new ArrayList<Api.Answer>();
        // Personal data has no place in a URL: no access log may keep it either.
        refused.add(ops.get("/api/v1/customers?limit=1&email=" + canaries.email(Home.NOWHERE)));
        refused.add(
                ops.post(
                        "/api/v1/customers", "{\"displayName\":\"" + canaries.email(Home.NOWHERE)));
        refused.add(
                ops.post("/api/v1/customers", Map.of("nameOfHer", canaries.word(Home.NOWHERE))));
        refused.add(ops.post("/api/v1/customers", Map.of(canaries.word(Home.NOWHERE), "her name")));
        refused.add(
                ops.post(
                        "/api/v1/customers",
                        Map.of(
                                "contactPoints",
                                List.of(
                                        Map.of(
                                                "type",
                                                "EMAIL",
                                                "value",
                                                canaries.word(Home.NOWHERE)),
                                        Map.of(
                                                "type",
                                                canaries.word(Home.NOWHERE),
                                                "value",
                                                "x")))));
        return refused;
    }

    private void requestsThatAreRefused(Pond pond) throws Exception {
        var ops = pond.ops;
        var refused = refusedByCustomerService(ops);
        for (var service : List.of("360", "tier", "follow-ups", "churn-score")) {
            refused.add(
                    ops.get("/api/v1/customers/" + canaries.word(Home.NOWHERE) + "/" + service));
        }
        refused.add(ops.get("/api/v1/cases/" + canaries.word(Home.NOWHERE)));
        refused.add(ops.get("/api/v1/" + canaries.word(Home.NOWHERE)));
        refused.add(ops.post("/api/v1/interactions", Map.of("type", canaries.word(Home.NOWHERE))));
        refused.add(ops.post("/api/v1/cases", Map.of("type", canaries.word(Home.NOWHERE))));
        refused.add(ops.post("/api/v1/campaigns", "{\"name\":" + canaries.word(Home.NOWHERE)));
        refused.add(
                ops.post(
                        "/api/v1/segments",
                        Map.of(
                                "name",
                                "x",
                                "predicate",
                                Map.of(
                                        "field",
                                        canaries.word(Home.NOWHERE),
                                        "op",
                                        "eq",
                                        "value",
                                        "x"))));
        refused.add(
                ops.post(
                        "/api/v1/public/surveys/" + canaries.word(Home.NOWHERE),
                        Map.of("score", 1)));
        assertThat(refused).allMatch(it -> it.status() >= 400 && it.status() < 500);
    }

    private Set<String> shown(Pond pond, List<String> paths) throws Exception {
        var search = canaries.search();
        var shown = new TreeSet<String>();
        for (var path : paths) {
            shown.addAll(search.in(pond.ops.get(path).orThrow().text()));
        }
        return shown;
    }

    /** What of all that was planted lies where. */
    private Map<String, Set<String>> everywhere(Pond pond) throws Exception {
        var search = canaries.search();
        var found = new TreeMap<String, Set<String>>();
        var home = pond.settings.home();
        var journal = home.resolve("data/store/store.journal");
        for (var file : filesIn(home)) {
            if (file.startsWith(home.resolve("app")) || file.startsWith(home.resolve("aot"))) {
                // The programs themselves, and what they noted before they had any data.
                continue;
            }
            if (file.equals(journal)) {
                var size = Files.size(file);
                assertThat(
                                StoreFiles.read(
                                        file,
                                        (database, bytes) ->
                                                note(found, "store/" + database, search.in(bytes))))
                        .isGreaterThanOrEqualTo(size);
            } else {
                note(found, home.relativize(file).toString(), search.in(bytesOf(file)));
            }
        }
        for (var port : pond.settings.ports().values()) {
            for (var file : temporaryFilesOf(port)) {
                note(found, file.toString(), search.in(bytesOf(file)));
            }
        }
        var topics = new Topics(pond);
        topics.read(
                topics.beginnings(_ -> true),
                it -> note(found, "topic/" + it.topic(), search.in(bytesOf(it))));
        for (var port : Port.SERVICES) {
            var metrics = new Metrics(pond.settings.port(port)).text();
            note(found, "metrics/" + port, search.in(metrics));
        }
        return found;
    }

    private static void note(Map<String, Set<String>> found, String place, Set<String> values) {
        found.computeIfAbsent(place, _ -> new TreeSet<>()).addAll(values);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static List<Path> temporaryFilesOf(int port) throws IOException {
        var files = new ArrayList<Path>();
        try (var folders =
                Files.newDirectoryStream(
                        Path.of(System.getProperty("java.io.tmpdir")), "tomcat*." + port + ".*")) {
            for (var folder : folders) {
                files.addAll(filesIn(folder));
            }
        }
        return files;
    }

    private static byte[] bytesOf(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            // The broker has just rolled it.
            return new byte[0];
        }
    }

    /** Key, headers and value, with nothing of one running into the next. */
    private static byte[] bytesOf(ConsumerRecord<byte[], byte[]> record) {
        var bytes = new ByteArrayOutputStream();
        add(bytes, record.key());
        add(bytes, record.value());
        record.headers().forEach(it -> add(bytes, it.value()));
        return bytes.toByteArray();
    }

    private static void add(ByteArrayOutputStream bytes, byte @Nullable [] more) {
        if (more != null) {
            bytes.writeBytes(more);
            bytes.write(0);
        }
    }

    /** Everything that lies where it must not. */
    private Map<String, Set<String>> leaks(Map<String, Set<String>> found) {
        var leaks = new TreeMap<String, Set<String>>();
        found.forEach((place, values) -> {
            var leaked = new TreeSet<>(values);
            leaked.removeAll(canaries.of(Home.EVERYWHERE));
            if (!leaked.isEmpty()) {
                leaks.put(place, leaked);
            }
        });
        return leaks;
    }
}
