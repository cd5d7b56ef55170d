package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.pondcrm.suite.Canaries.Home;
import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * S15, S22 and S23 over the whole suite: whoever is erased is erased in all services within a
 * minute, one of which is killed meanwhile, and stays so when everything is heard again from the
 * first event on, and when a backup of the store from before is put back. Sums stay. All sign for
 * it, and nobody can change what they signed. {@code -Dpond.canaries=1000} plants more.
 */
@ExtendWith(RunningSuite.class)
class ErasureIT {

    private static final List<String> SERVICES =
            List.of("customer", "segmentation", "engagement", "feedback", "churn");

    /** What may name an erased customer's id: that, and how, they were erased; and who did what. */
    private static final Set<String> MAY_KNOW_THE_ID =
            Set.of(
                    "auditEvents",
                    "customer_keys",
                    "data_subject_requests",
                    "erased_customers",
                    "erasures",
                    "feed_audiences",
                    "feed_entries",
                    "jobs");

    private static final int CANARIES_EACH = 10;

    private final Canaries canaries = new Canaries(ErasureIT.class);
    private static final String TAG = "erasure-journey";

    @Test
    void whoever_is_erased_stays_erased_and_all_services_sign_for_it(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var survey = staff.survey("SUGGESTION");
        var people = people(staff, survey);
        var stays = customer(pond, "erasure-stays");
        sale(pond, stays, "stays");
        var segment = staff.segment("Erased", TAG, "");
        staff.awaitMembers(segment, people.size() + 1);
        var campaign = staff.campaign(segment, "Farewell", "Dear {{customer.displayName}}");
        pond.ops
                .post(
                        "/api/v1/customers/" + people.get(0) + "/merges",
                        Map.of("mergedCustomerId", people.get(1)))
                .orThrow();
        staff.awaitCalm();
        var sums = sums(pond, survey, campaign);
        var backup = pond.settings.home().resolve("backup.journal");
        var journal = pond.settings.home().resolve("data/store/store.journal");
        Files.copy(journal, backup, StandardCopyOption.REPLACE_EXISTING);
        assertThat(readable(pond, people)).isNotEmpty();

        var requests = new LinkedHashMap<String, String>();
        for (var person : people) {
            if (!person.equals(people.get(1))) {
                requests.put(person, erase(pond, person));
                if (requests.size() == 1) {
                    pond.kill("segmentation");
                }
            }
        }
        var begun = System.nanoTime();
        pond.suite.up();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> {
                    for (var request : requests.values()) {
                        assertThat(
                                        pond.ops
                                                .read("/api/v1/data-subject-requests/" + request)
                                                .path("state")
                                                .asString())
                                .isEqualTo("COMPLETED");
                    }
                });
        System.out.printf(
                "%d erasures with %d planted values, all five services after %d ms%n",
                requests.size(),
                canaries.personal(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
        areGone(pond, people);
        assertThat(sums(pond, survey, campaign)).isEqualTo(sums);
        assertThat(pond.ops.get("/api/v1/customers/" + stays).status()).isEqualTo(200);
        receiptsHold(pond, requests);

        stopServices(pond);
        ReplayIT.forgetWhatWasHeard(new Topics(pond));
        pond.suite.up();
        staff.awaitCalm();
        areGone(pond, people);
        assertThat(sums(pond, survey, campaign)).as("after a replay").isEqualTo(sums);

        stopServices(pond);
        pond.processes.stop("store", Duration.ofSeconds(20));
        Files.move(backup, journal, StandardCopyOption.REPLACE_EXISTING);
        pond.suite.up();
        await().atMost(Staff.PATIENCE).untilAsserted(() -> areGone(pond, people));
        staff.awaitCalm();
        areGone(pond, people);
        assertThat(sums(pond, survey, campaign)).as("after a restore").isEqualTo(sums);
    }

    private List<String> people(Staff staff, String survey) throws Exception {
        var pond = staff.pond();
        var people = new ArrayList<String>();
        var wanted = Math.max(3, Integer.getInteger("pond.canaries", 50) / CANARIES_EACH);
        for (var number = 0; number < wanted; number++) {
            var key = "erasure-" + number;
            var id = customer(pond, key);
            people.add(id);
            Outreach.agreeToMarketing(pond.ops, id, "signed by " + canaries.word(Home.CUSTOMER));
            sale(pond, id, key);
            var stranger = canaries.word(Home.CUSTOMER);
            Writers.visit(pond, key + "-visit", id).orThrow();
            pond.ops
                    .post(
                            "/api/v1/interactions",
                            Map.of(
                                    "system",
                                    "shop",
                                    "externalId",
                                    key + "-stranger",
                                    "anonymousId",
                                    stranger,
                                    "type",
                                    "PAGE_VIEW",
                                    "occurredAt",
                                    aMinuteAgo()))
                    .orThrow();
            pond.ops
                    .post(
                            "/api/v1/customers/" + id + "/visitor-links",
                            Map.of("system", "shop", "anonymousId", stranger))
                    .orThrow();
            aCase(staff, survey, id);
        }
        return people;
    }

    private String customer(Pond pond, String key) throws Exception {
        return pond.ops
                .put(
                        "/api/v1/customers/by-external-id/shop/" + key,
                        Map.of(
                                "kind",
                                "PERSON",
                                "displayName",
                                "Xu " + canaries.word(Home.CUSTOMER),
                                "familyName",
                                canaries.word(Home.CUSTOMER),
                                "birthDate",
                                "1990-05-17",
                                "tags",
                                List.of(TAG),
                                "attributes",
                                Map.of("nickname", canaries.word(Home.CUSTOMER)),
                                "contactPoints",
                                List.of(
                                        Map.of(
                                                "type",
                                                "EMAIL",
                                                "value",
                                                canaries.email(Home.CUSTOMER)),
                                        Map.of(
                                                "type",
                                                "PHONE",
                                                "value",
                                                canaries.phone(Home.CUSTOMER)))))
                .orThrow()
                .json()
                .path("id")
                .asString();
    }

    private static void sale(Pond pond, String customer, String key) throws Exception {
        for (var sale = 0; sale < 3; sale++) {
            Writers.oldSale(pond, key + "-sale-" + sale, customer).orThrow();
        }
    }

    private static String aMinuteAgo() {
        return Instant.now(Clock.systemUTC()).minusSeconds(60).toString();
    }

    private void aCase(Staff staff, String survey, String customer) throws Exception {
        var ops = staff.pond().ops;
        var id =
                staff.make(
                        "/api/v1/cases",
                        Map.of(
                                "type",
                                "SUGGESTION",
                                "channel",
                                "EMAIL",
                                "customerId",
                                customer,
                                "subject",
                                "Mr " + canaries.word(Home.FEEDBACK) + " wants more tea"));
        var path = "/api/v1/cases/" + id;
        ops.post(path + "/transitions", Map.of("deed", "RESOLVE", "note", "Yes")).orThrow();
        staff.move(path, "CONFIRM");
        var token = Outreach.tokenOfInvitation(ops, survey, id);
        assertThat(
                        ops.post(
                                        "/api/v1/public/surveys/" + token,
                                        Map.of(
                                                "score",
                                                4,
                                                "comment",
                                                "says " + canaries.word(Home.FEEDBACK)))
                                .status())
                .isEqualTo(204);
    }

    private static String erase(Pond pond, String customer) throws Exception {
        return pond.ops
                .post(
                        "/api/v1/data-subject-requests",
                        Map.of("type", "ERASURE", "customerId", customer, "channel", "EMAIL"))
                .orThrow()
                .json()
                .path("id")
                .asString();
    }

    private static void stopServices(Pond pond) throws Exception {
        for (var service : SERVICES) {
            pond.processes.stop(service, Duration.ofSeconds(20));
        }
    }

    /** What the API shows of these people to who may see everything. */
    private Set<String> readable(Pond pond, List<String> people) throws Exception {
        var search = canaries.search();
        var shown = new TreeSet<String>();
        for (var person : people) {
            for (var what :
                    List.of(
                            "",
                            "/360",
                            "/timeline",
                            "/consents/history",
                            "/transactions",
                            "/interactions",
                            "/messages",
                            "/follow-ups")) {
                shown.addAll(search.in(pond.ops.get("/api/v1/customers/" + person + what).text()));
            }
            shown.addAll(search.in(pond.ops.get("/api/v1/cases?customerId=" + person).text()));
        }
        return shown;
    }

    private void areGone(Pond pond, List<String> people) throws Exception {
        assertThat(readable(pond, people)).isEmpty();
        for (var person : people) {
            assertThat(pond.ops.get("/api/v1/customers/" + person).status()).isEqualTo(404);
        }
        for (var email : canaries.of(Home.CUSTOMER)) {
            assertThat(
                            pond.ops
                                    .post(
                                            "/api/v1/customers/search",
                                            Map.of("email", email + "@canary.example"))
                                    .orThrow()
                                    .text())
                    .doesNotContain(people);
        }
        var found = new TreeMap<String, Set<String>>();
        try (var store = store(pond)) {
            for (var service : SERVICES) {
                var database = store.getDatabase(service + "-service");
                for (var collection : database.listCollectionNames()) {
                    if (!MAY_KNOW_THE_ID.contains(collection)) {
                        var names = new TreeSet<String>();
                        for (var it :
                                database.getCollection(collection, RawBsonDocument.class).find()) {
                            var bytes = new byte[it.getByteBuffer().remaining()];
                            it.getByteBuffer().get(bytes);
                            var letters = new String(bytes, ISO_8859_1);
                            people.stream().filter(letters::contains).forEach(names::add);
                        }
                        if (!names.isEmpty()) {
                            found.put(service + "/" + collection, names);
                        }
                    }
                }
                for (var key :
                        database.getCollection("customer_keys")
                                .find(new Document("_id", new Document("$in", people)))) {
                    assertThat(key).as("keys of %s", service).doesNotContainKey("wrapped");
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static MongoClient store(Pond pond) {
        return MongoClients.create(
                "mongodb://127.0.0.1:" + pond.settings.port(Port.STORE) + "/?retryWrites=false");
    }

    /** What reports count, and what it is counted from. */
    private static Map<String, String> sums(Pond pond, String survey, String campaign)
            throws Exception {
        var sums = new TreeMap<String, String>();
        sums.put("score", pond.ops.read("/api/v1/surveys/" + survey + "/score").toString());
        sums.put(
                "campaign",
                pond.ops
                        .read(campaign + "/stats")
                        .toString()
                        .replaceAll("\"asOf\":\"[^\"]*\"", ""));
        try (var store = store(pond)) {
            var sold = 0L;
            var count = 0;
            for (var it :
                    store.getDatabase("customer-service").getCollection("transactions").find()) {
                sold += it.get("netMinor", Number.class).longValue();
                count++;
            }
            sums.put("sold", count + " for " + sold);
            sums.put(
                    "cases",
                    String.valueOf(
                            store.getDatabase("feedback-service")
                                    .getCollection("cases")
                                    .countDocuments()));
        }
        return sums;
    }

    private static void receiptsHold(Pond pond, Map<String, String> requests) throws Exception {
        for (var request : requests.entrySet()) {
            var text =
                    pond.ops
                            .get("/api/v1/data-subject-requests/" + request.getValue() + "/receipt")
                            .orThrow()
                            .text();
            var file = Files.writeString(Path.of("target", "receipt.json"), text);
            assertThat(ReceiptCheck.of(file, null).flaws()).isEmpty();
            assertThat(ReceiptCheck.of(file, null).services()).hasSize(5);
            assertThat(text).doesNotContain(request.getKey());
            Files.writeString(file, text.replaceFirst("\"customer\":\"..", "\"customer\":\"AA"));
            assertThat(ReceiptCheck.of(file, null).isGood()).isFalse();
        }
    }
}
