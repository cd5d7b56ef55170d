package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.Canaries.Home;
import io.pondcrm.suite.RunningSuite.Pond;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings canaries in by the ways that partners, visitors of a web site and data stewards use. */
final class PlantedPeople {

    private final Pond pond;
    private final Staff staff;
    private final Canaries canaries;
    private final String tag;

    PlantedPeople(Staff staff, Canaries canaries, String tag) {
        this.pond = staff.pond();
        this.staff = staff;
        this.canaries = canaries;
        this.tag = tag;
    }

    /** A profile with ten planted values. */
    Map<String, Object> profile() {
        var profile = new LinkedHashMap<String, Object>();
        profile.put("kind", "PERSON");
        profile.put("displayName", "Xu " + canaries.word(Home.CUSTOMER));
        profile.put("givenName", canaries.word(Home.CUSTOMER));
        profile.put("familyName", canaries.word(Home.CUSTOMER));
        profile.put("region", "CN-SH");
        profile.put("tags", List.of(tag));
        profile.put("attributes", Map.of("nickname", canaries.word(Home.CUSTOMER)));
        profile.put(
                "contactPoints",
                List.of(
                        Map.of("type", "EMAIL", "value", canaries.email(Home.CUSTOMER)),
                        Map.of("type", "PHONE", "value", canaries.phone(Home.CUSTOMER)),
                        Map.of("type", "WECHAT", "value", canaries.word(Home.CUSTOMER)),
                        Map.of(
                                "type",
                                "POSTAL",
                                "value",
                                "12 " + canaries.word(Home.CUSTOMER) + " road, Shanghai")));
        return profile;
    }

    /** A line of an import of customers, under {@link #columns}, with eight planted values. */
    String line(String key) {
        return String.join(
                ",",
                key,
                "PERSON",
                "Xu " + canaries.word(Home.CUSTOMER),
                canaries.word(Home.CUSTOMER),
                canaries.word(Home.CUSTOMER),
                canaries.email(Home.CUSTOMER),
                canaries.phone(Home.CUSTOMER),
                canaries.word(Home.CUSTOMER),
                "7 " + canaries.word(Home.CUSTOMER) + " lane",
                canaries.word(Home.CUSTOMER),
                tag);
    }

    static String columns() {
        return "externalId,kind,displayName,givenName,familyName,email,phone,wechat,postalAddress,"
                + "attributes.nickname,tags";
    }

    /** All the ways; gives the customers' ids. */
    List<String> byAllOtherWays() throws Exception {
        var customers = new ArrayList<String>();
        customers.add(aForm());
        customers.add(anIntake());
        customers.add(aTwoWaySync());
        customers.add(aFindingThatIsFixed());
        customers.addAll(aMergeThatIsUndone());
        aQuestionWhoItIs();
        aReconciliation();
        anExport();
        return customers;
    }

    private String aForm() throws Exception {
        var form =
                staff.make(
                        "/api/v1/forms",
                        """
                        {"title":{"en":"Sign up","zh":"登记"},
                         "schema":{"type":"object","additionalProperties":false,
                           "properties":{"email":{"type":"string"},"name":{"type":"string"},
                             "likes":{"type":"array","items":{"type":"string"}},
                             "words":{"type":"string"},"newsletter":{"type":"boolean"}}},
                         "fields":[{"from":"/email","to":"email"},{"from":"/name","to":"displayName"},
                           {"from":"/likes","to":"tags"},{"from":"/words","to":"attributes.words"}],
                         "consents":[{"from":"/newsletter","purpose":"MARKETING","channel":"EMAIL",
                           "noticeVersion":"privacy-7"}]}\
                        """);
        var path = "/api/v1/forms/" + form + "/submissions";
        var answers =
                Map.of(
                        "answers",
                        Map.of(
                                "email",
                                canaries.email(Home.CUSTOMER),
                                "name",
                                "Xu " + canaries.word(Home.CUSTOMER),
                                "likes",
                                List.of(tag),
                                "words",
                                "knows " + canaries.word(Home.CUSTOMER),
                                "newsletter",
                                true));
        var taken = pond.ops.post(path, answers, "Idempotency-Key", "canary-form").orThrow().json();
        var unfit = Map.of("answers", Map.of(canaries.word(Home.NOWHERE), "x"));
        assertThat(pond.ops.post(path, unfit).status()).isEqualTo(422);
        return taken.path("customerId").asString();
    }

    private String anIntake() throws Exception {
        var path = "/api/v1/intake/canary-fair";
        pond.ops
                .put(
                        path,
                        """
                        {"title":{"en":"Fair","zh":"展会"},"schema":{"type":"object"},
                         "fields":[{"from":"/mobile","to":"phone"},{"from":"/nick","to":"displayName"},
                           {"from":"/labels","to":"tags"}]}\
                        """)
                .orThrow();
        return staff.pond()
                .ops
                .post(
                        path,
                        Map.of(
                                "mobile",
                                canaries.phone(Home.CUSTOMER),
                                "nick",
                                "Xu " + canaries.word(Home.CUSTOMER),
                                "labels",
                                List.of(tag),
                                "unasked",
                                canaries.word(Home.NOWHERE)))
                .orThrow()
                .json()
                .path("customerId")
                .asString();
    }

    /** Both change the name; what each wanted is kept with the conflict. */
    private String aTwoWaySync() throws Exception {
        var path = "/api/v1/partners/canary/customer-syncs";
        var told = pond.ops.post(path, told(1)).orThrow().json().path("results").get(0);
        var id = told.path("customer").path("id").asString();
        var customer = "/api/v1/customers/" + id;
        pond.ops
                .patch(
                        customer,
                        Map.of("displayName", "Xu " + canaries.word(Home.CUSTOMER)),
                        "If-Match",
                        pond.ops.get(customer).header("ETag"))
                .orThrow();
        pond.ops.post(path, told(2)).orThrow();
        assertThat(staff.list("/api/v1/partners/canary/sync-conflicts")).isNotEmpty();
        return id;
    }

    private Map<String, Object> told(int revision) {
        return Map.of(
                "items",
                List.of(
                        Map.of(
                                "key",
                                "canary-sync",
                                "revision",
                                revision,
                                "seen",
                                0,
                                "profile",
                                Map.of(
                                        "displayName",
                                        "Xu " + canaries.word(Home.CUSTOMER),
                                        "tags",
                                        List.of(tag)))));
    }

    private String aFindingThatIsFixed() throws Exception {
        var profile = profile();
        profile.put("displayName", "Ｘｕ   " + canaries.word(Home.CUSTOMER));
        var customer = staff.make("/api/v1/customers", profile);
        staff.awaitJob(
                pond.ops.post("/api/v1/data-quality/runs", Map.of("dryRun", true)).orThrow());
        var finding =
                staff.list("/api/v1/data-quality/findings?customerId=" + customer).stream()
                        .filter(it -> it.path("kind").asString().equals("NAME_FORM"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        var path = "/api/v1/data-quality/findings/" + finding + "/fix";
        pond.ops.post(path, Map.of()).orThrow();
        pond.ops.delete(path).orThrow();
        return customer;
    }

    private List<String> aMergeThatIsUndone() throws Exception {
        var survivor = staff.make("/api/v1/customers", profile());
        var merged = staff.make("/api/v1/customers", profile());
        var path = "/api/v1/customers/" + survivor + "/merges";
        var merge = staff.make(path, Map.of("mergedCustomerId", merged));
        await().atMost(Staff.PATIENCE)
                .until(() -> pond.ops.get("/api/v1/customers/" + merged).status() == 307);
        pond.ops.delete(path + "/" + merge).orThrow();
        await().atMost(Staff.PATIENCE)
                .until(() -> pond.ops.get("/api/v1/customers/" + merged).status() == 200);
        return List.of(survivor, merged);
    }

    private void aQuestionWhoItIs() throws Exception {
        pond.ops
                .post(
                        "/api/v1/customers/match",
                        Map.of(
                                "displayName",
                                "Xu " + canaries.word(Home.NOWHERE),
                                "contactPoints",
                                List.of(
                                        Map.of(
                                                "type",
                                                "EMAIL",
                                                "value",
                                                canaries.email(Home.NOWHERE)))))
                .orThrow();
    }

    private void aReconciliation() throws Exception {
        var lines =
                "{\"key\":\"canary-sync\",\"displayName\":\"%s\"}\n{\"key\":\"%s\",\"birthDate\":\"%s\"}\n"
                        .formatted(
                                canaries.word(Home.NOWHERE),
                                "canary-nobody",
                                canaries.word(Home.NOWHERE));
        staff.awaitJob(
                pond.ops
                        .upload(
                                "/api/v1/reconciliations?system=canary",
                                "application/x-ndjson",
                                () ->
                                        new ByteArrayInputStream(
                                                lines.getBytes(StandardCharsets.UTF_8)))
                        .orThrow());
    }

    private void anExport() throws Exception {
        var started =
                pond.ops.post("/api/v1/exports/customers", Map.of("system", "canary")).orThrow();
        staff.awaitJob(started);
        var job = started.json().path("id").asString();
        var file = Files.createTempFile("canary", ".csv");
        try {
            assertThat(pond.ops.download("/api/v1/exports/" + job + "/file?format=CSV", file))
                    .isEqualTo(200);
            assertThat(canaries.search().in(Files.readAllBytes(file))).isNotEmpty();
        } finally {
            Files.delete(file);
        }
    }
}
