package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * One customer through all services, as a service firm and a tea house would know her.
 *
 * <p>Row 147, whole-process service: a case from intake to its confirmed close, personal
 * communication, and a follow-up that wins the customer back; not yet the churn rate of those who
 * were cared for against the holdout. Row 152, the fish-pond loop: collect, classify, communicate,
 * analyze, loyalty, complaint, lifecycle and optimize are each passed with what the services do of
 * them today.
 */
@ExtendWith(RunningSuite.class)
class ServiceJourneyIT {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final int MEMBERS = 30;

    /** Every thirty days for half a year, and then never again: 190 days of silence. */
    static final int[] DAYS_AGO = {340, 310, 280, 250, 220, 190};

    @Test
    void a_silent_customer_is_found_written_to_heard_and_won_back(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var customers = collect(staff);

        // Classify: 6 x 2,000 within the year make gold; half a year of silence makes lost.
        for (var customer : customers) {
            await().atMost(Staff.PATIENCE)
                    .untilAsserted(() -> {
                        var tier = pond.ops.read("/api/v1/customers/" + customer + "/tier");
                        assertThat(tier.path("tier").asString()).isEqualTo("GOLD");
                        assertThat(tier.path("spend").path("amount").asString())
                                .isEqualTo("12000.00");
                    });
        }
        var scored = scored(pond, customers.getFirst());
        assertThat(scored.path("values").path("frequency").asInt()).isEqualTo(6);
        assertThat(scored.path("values").path("monetary").path("amount").asString())
                .isEqualTo("12000.00");

        // Communicate: consent decides, a tenth is held out, and each decision is on record.
        var segment = staff.segment("Silent gold tea club", "tea-club", "GOLD");
        staff.awaitMembers(segment, MEMBERS);
        var campaign =
                staff.campaign(segment, "We miss you", "Dear {{customer.displayName}}, tea?");
        var written = everybodyWasTreatedAsDecided(staff, campaign, customers);
        var mei = written.getFirst();
        var customer = "/api/v1/customers/" + mei;

        // Analyze: 190 days are 4.93 own intervals of (2 x 60 + 150) / (2 + 5) days.
        var warning = warning(pond, mei);
        assertThat(warning.path("state").asString()).isEqualTo("OPEN");
        assertThat(warning.path("level").asString()).isEqualTo("VERY_HIGH");
        assertThat(warning.path("label").asString()).isEqualTo("CHURNED");
        assertThat(warning.path("score").asString()).isEqualTo("0.75");
        assertThat(warning.path("expectedLoss").path("amount").asString()).isEqualTo("14194.44");
        var followUp = followUp(pond, mei);
        assertThat(followUp.path("state").asString()).isEqualTo("OPEN");
        assertThat(followUp.path("causeId").asString()).isEqualTo(warning.path("id").asString());
        assertThat(followUp.path("level").asString()).isEqualTo("VERY_HIGH");
        assertThat(followUp.path("expectedLoss").asString()).isEqualTo("14194.44 CNY");
        assertThat(followUp.path("reasons").path(0).asString()).startsWith("190 days");
        assertThat(Instant.parse(followUp.path("dueAt").asString()))
                .isEqualTo(
                        Instant.parse(warning.path("raisedAt").asString())
                                .plus(Duration.ofDays(3)));

        // Complaint: promised, kept, confirmed and asked about.
        var complaint = complaint(staff, mei);
        assertThat(score(pond, mei)).isEqualTo("0.79");

        // Optimize: somebody calls, she comes back, and the warning ends by itself.
        var done =
                pond.ops
                        .post(
                                "/api/v1/follow-ups/"
                                        + followUp.path("id").asString()
                                        + "/complete",
                                Map.of("outcome", "REACHED"))
                        .orThrow()
                        .json();
        assertThat(done.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(done.path("completedBy").asString()).isEqualTo("ops");
        staff.make("/api/v1/transactions", sale("tea-back", mei, "300.00"));
        await().atMost(Staff.PATIENCE)
                .untilAsserted(() -> assertThat(score(pond, mei)).isEqualTo("0.09"));

        await().atMost(Staff.PATIENCE)
                .untilAsserted(() ->
                        theTimelineTellsAllOfIt(
                                staff.list(customer + "/timeline?sort=at"),
                                segment,
                                campaign,
                                complaint));
        await().atMost(Staff.PATIENCE)
                .untilAsserted(() ->
                        theViewShowsHowSheStands(
                                pond.ops.read(customer + "/360"), segment, scored(pond, mei)));
    }

    /**
     * Members of a tea club with the same history: 3 of 4 said yes to mails, one has no address.
     */
    private static List<String> collect(Staff staff) throws Exception {
        var people =
                new ArrayList<>(List.of("externalId,kind,displayName,region,timeZone,email,tags"));
        var purchases =
                new ArrayList<>(
                        List.of("externalId,customerExternalId,occurredAt,type,amount,currency"));
        var today = LocalDate.now(Clock.system(ZONE));
        for (var number = 0; number < MEMBERS; number++) {
            people.add(
                    "tea-%d,PERSON,Tea drinker %d,CN-SH,Asia/Shanghai,%s,tea-club"
                            .formatted(number, number, number == 1 ? "" : address(number)));
            for (var daysAgo : DAYS_AGO) {
                var at = today.minusDays(daysAgo).atTime(LocalTime.NOON).atZone(ZONE).toInstant();
                purchases.add(
                        "tea-%d-%d,tea-%d,%s,SALE,2000.00,CNY"
                                .formatted(number, daysAgo, number, at));
            }
        }
        staff.importAll("customers", people);
        staff.importAll("transactions", purchases);
        var customers = new ArrayList<String>();
        for (var number = 0; number < MEMBERS; number++) {
            customers.add(staff.customer("tea-" + number));
            if (saidYes(number)) {
                Outreach.agreeToMarketing(
                        staff.pond().ops, customers.getLast(), "form:tea-club/" + number);
            }
        }
        return customers;
    }

    private static boolean saidYes(int number) {
        return number % 4 != 3;
    }

    private static String address(int number) {
        return "tea-" + number + "@journey.example";
    }

    private static JsonNode scored(Pond pond, String customer) throws Exception {
        var job =
                pond.ops
                        .post(
                                "/api/v1/rfm-models/rfm-default/runs",
                                Map.of("asOf", now().toString()))
                        .orThrow()
                        .header("Location");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() ->
                        assertThat(pond.ops.read(job).path("state").asString())
                                .isEqualTo("SUCCEEDED"));
        return pond.ops.read("/api/v1/customers/" + customer + "/rfm");
    }

    /**
     * @return who was written to
     */
    private static List<String> everybodyWasTreatedAsDecided(
            Staff staff, String campaign, List<String> customers) throws Exception {
        var ops = staff.pond().ops;
        var stats = ops.read(campaign + "/stats");
        assertThat(stats.path("audience").asInt()).isEqualTo(MEMBERS);
        var groups = new TreeMap<String, String>();
        for (var member : staff.list(campaign + "/audience")) {
            var heldOut = member.path("place").asInt() < 1_000;
            assertThat(member.path("group").asString()).isEqualTo(heldOut ? "HOLDOUT" : "TREATED");
            assertThat(member.has("messageId")).isNotEqualTo(heldOut);
            groups.put(member.path("customerId").asString(), member.path("group").asString());
        }
        assertThat(groups.keySet()).containsExactlyInAnyOrderElementsOf(customers);

        var wanted = new TreeMap<String, String>();
        var addresses = new HashSet<String>();
        var written = new ArrayList<String>();
        for (var number = 0; number < MEMBERS; number++) {
            var customer = customers.get(number);
            if ("TREATED".equals(groups.get(customer))) {
                wanted.put(
                        customer,
                        !saidYes(number)
                                ? "SUPPRESSED NEVER_GRANTED"
                                : number == 1 ? "SUPPRESSED NO_ADDRESS" : "SENT ALLOWED");
                if (saidYes(number) && number != 1) {
                    written.add(customer);
                    addresses.add(address(number));
                }
            }
        }
        var found = new TreeMap<String, String>();
        for (var message : staff.list(campaign + "/messages")) {
            var decision =
                    ops.read("/api/v1/messages/" + message.path("id").asString() + "/decision");
            assertThat(decision.path("checks").path(0).path("name").asString())
                    .isEqualTo("CONSENT");
            found.put(
                    message.path("customerId").asString(),
                    message.path("state").asString() + " " + decision.path("reason").asString());
        }
        assertThat(found).isEqualTo(wanted);
        assertThat(stats.path("messages").path("SENT").asInt()).isEqualTo(written.size());
        assertThat(stats.path("heldOut").asInt()).isEqualTo(MEMBERS - wanted.size());

        var mails =
                staff.mails().stream()
                        .filter(it -> it.path("to").asString().endsWith("@journey.example"))
                        .toList();
        assertThat(mails)
                .extracting(it -> it.path("to").asString())
                .containsExactlyInAnyOrderElementsOf(addresses);
        assertThat(mails)
                .allSatisfy(it -> {
                    var number = it.path("to").asString().replaceAll("\\D", "");
                    assertThat(it.path("subject").asString()).isEqualTo("We miss you");
                    assertThat(it.path("text").asString())
                            .contains("Dear Tea drinker " + number + ", tea?");
                });
        return written;
    }

    private static JsonNode warning(Pond pond, String customer) {
        var path = "/api/v1/customers/" + customer + "/churn-warnings";
        await().atMost(Staff.PATIENCE)
                .until(() ->
                        pond.ops.get(path).status() == 200
                                && pond.ops.read(path).path("items").size() == 1);
        return read(pond, path).path("items").path(0);
    }

    private static JsonNode followUp(Pond pond, String customer) {
        var path = "/api/v1/customers/" + customer + "/follow-ups";
        await().atMost(Staff.PATIENCE).until(() -> read(pond, path).path("items").size() == 1);
        return read(pond, path).path("items").path(0);
    }

    private static JsonNode read(Pond pond, String path) {
        try {
            return pond.ops.read(path);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static String score(Pond pond, String customer) throws Exception {
        var score = pond.ops.read("/api/v1/customers/" + customer + "/churn-score");
        var sum = BigDecimal.ZERO;
        for (var reason : score.path("reasons")) {
            sum = sum.add(new BigDecimal(reason.path("contribution").asString()));
        }
        assertThat(sum).isEqualByComparingTo(score.path("score").asString());
        return score.path("score").asString();
    }

    /**
     * @return the id of the case, closed and answered for
     */
    private static String complaint(Staff staff, String customer) throws Exception {
        var ops = staff.pond().ops;
        var office =
                staff.make(
                        "/api/v1/business-calendars",
                        Map.of(
                                "name", "Tea office",
                                "zone", "Asia/Shanghai",
                                "week",
                                        Staff.week(
                                                Staff.weekdays(1, 5),
                                                "09:00",
                                                "12:00",
                                                "13:00",
                                                "17:00")));
        assertThat(
                        ops.read(
                                        "/api/v1/sla/deadline?from="
                                                + Api.encode("2026-11-20T16:30:00+08:00")
                                                + "&minutes=240&calendar="
                                                + office)
                                .path("dueAtLocal")
                                .asString())
                .isEqualTo("2026-11-23T13:30:00+08:00");
        var hotline =
                staff.make(
                        "/api/v1/business-calendars",
                        Map.of(
                                "name", "Tea hotline",
                                "zone", "Asia/Shanghai",
                                "week", Staff.week(Staff.weekdays(1, 7), "00:00", "24:00")));
        var policy =
                staff.make(
                        "/api/v1/sla-policies",
                        Map.of(
                                "name",
                                "Gold complaints",
                                "rank",
                                900,
                                "calendarId",
                                hotline,
                                "types",
                                List.of("COMPLAINT"),
                                "tiers",
                                List.of("GOLD"),
                                "firstResponseMinutes",
                                60,
                                "resolutionMinutes",
                                240));
        var survey = staff.survey("COMPLAINT");

        var opened =
                ops.post(
                                "/api/v1/cases",
                                Map.of(
                                        "type", "COMPLAINT",
                                        "channel", "WECHAT",
                                        "customerId", customer,
                                        "subject", "The tea came wet",
                                        "category", "delivery/damaged"))
                        .orThrow()
                        .json();
        var id = opened.path("id").asString();
        var path = "/api/v1/cases/" + id;
        var openedAt = Instant.parse(opened.path("openedAt").asString());
        assertThat(opened.path("state").asString()).isEqualTo("OPEN");
        assertThat(opened.path("sla").path("policyId").asString()).isEqualTo(policy);
        assertThat(dueByClock(opened))
                .isEqualTo(
                        Map.of(
                                "FIRST_RESPONSE", "RUNNING " + openedAt.plusSeconds(60 * 60),
                                "RESOLUTION", "RUNNING " + openedAt.plusSeconds(240 * 60)));
        await().atMost(Staff.PATIENCE)
                .untilAsserted(() -> {
                    assertThat(score(staff.pond(), customer)).isEqualTo("0.83");
                    assertThat(
                                    ops.read("/api/v1/customers/" + customer + "/360")
                                            .path("cases")
                                            .path("items")
                                            .path(0)
                                            .path("state")
                                            .asString())
                            .isEqualTo("OPEN");
                });

        staff.move(path, "ACKNOWLEDGE", "INVESTIGATE");
        ops.post(path + "/transitions", Map.of("deed", "RESOLVE", "note", "Sent again")).orThrow();
        staff.move(path, "CONFIRM");
        var closed = ops.read(path);
        assertThat(closed.path("state").asString()).isEqualTo("CLOSED");
        assertThat(closed.path("outcome").asString()).isEqualTo("CONFIRMED");
        assertThat(dueByClock(closed).values()).allMatch(it -> it.startsWith("MET "));

        var answer = "/api/v1/public/surveys/" + Outreach.tokenOfInvitation(ops, survey, id);
        assertThat(ops.read(answer).path("scale").asInt()).isEqualTo(5);
        assertThat(ops.post(answer, Map.of("score", 5)).status()).isEqualTo(204);
        assertThat(ops.post(answer, Map.of("score", 1)).status()).isEqualTo(410);
        var score = ops.read("/api/v1/surveys/" + survey + "/score");
        assertThat(score.path("answers").asInt()).isEqualTo(1);
        assertThat(score.path("mean").asString()).isEqualTo("5.00");
        assertThat(score.path("satisfiedPercent").asString()).isEqualTo("100.0");
        await().atMost(Staff.PATIENCE)
                .untilAsserted(() -> assertThat(score(staff.pond(), customer)).isEqualTo("0.79"));
        return id;
    }

    private static Map<String, String> dueByClock(JsonNode complaint) {
        var due = new TreeMap<String, String>();
        for (var clock : complaint.path("sla").path("clocks")) {
            due.put(
                    clock.path("kind").asString(),
                    clock.path("state").asString()
                            + " "
                            + Instant.parse(clock.path("dueAt").asString()));
        }
        return due;
    }

    private static void theTimelineTellsAllOfIt(
            List<JsonNode> timeline, String segment, String campaign, String complaint) {
        var types = timeline.stream().map(it -> it.path("type").asString()).toList();
        assertThat(types)
                .containsSubsequence(
                        "transaction.recorded",
                        "customer.created",
                        "message.sent",
                        "case.opened",
                        "case.responded",
                        "case.resolved",
                        "case.closed",
                        "survey.invited",
                        "survey.response-recorded",
                        "follow-up.completed",
                        "transaction.recorded",
                        "churn.warning-resolved");
        assertThat(types).filteredOn("transaction.recorded"::equals).hasSize(DAYS_AGO.length + 1);
        var last = new HashMap<String, JsonNode>();
        timeline.forEach(it -> last.put(it.path("type").asString(), it.path("details")));
        assertThat(said(last, "tier.changed", "to")).isEqualTo("GOLD");
        assertThat(said(last, "lifecycle.changed", "to")).isEqualTo("LOYAL");
        assertThat(said(last, "segment.entered", "segmentId")).isEqualTo(segment);
        assertThat(said(last, "message.sent", "campaignId")).isEqualTo(idIn(campaign));
        assertThat(said(last, "case.opened", "caseId")).isEqualTo(complaint);
        assertThat(said(last, "case.opened", "category")).isEqualTo("delivery/damaged");
        assertThat(said(last, "case.closed", "outcome")).isEqualTo("CONFIRMED");
        assertThat(said(last, "survey.response-recorded", "score")).isEqualTo("5");
        assertThat(said(last, "survey.response-recorded", "caseId")).isEqualTo(complaint);
        assertThat(said(last, "churn.warning-raised", "score")).isEqualTo("0.75");
        assertThat(said(last, "follow-up.opened", "cause")).isEqualTo("CHURN_WARNING");
        assertThat(said(last, "follow-up.completed", "outcome")).isEqualTo("REACHED");
        assertThat(said(last, "transaction.recorded", "amount")).isEqualTo("300.00");
        assertThat(said(last, "churn.warning-resolved", "outcome")).isEqualTo("PURCHASED");
        assertThat(types).doesNotContain("sla.breached", "message.suppressed");
    }

    private static String said(Map<String, JsonNode> last, String type, String detail) {
        var details = last.get(type);
        assertThat(details).as(type).isNotNull();
        return details == null ? "" : details.path(detail).asString("");
    }

    private static String idIn(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void theViewShowsHowSheStands(JsonNode view, String segment, JsonNode rfm) {
        assertThat(view.path("tiers").path("items").path(0).path("tier").asString())
                .isEqualTo("GOLD");
        assertThat(view.path("lifecycle").path("items").path(0).path("stage").asString())
                .isEqualTo("LOYAL");
        assertThat(view.path("churn").path("items").path(0).path("score").asString())
                .isEqualTo("0.09");
        assertThat(view.path("churn").path("items").path(0).path("band").asString())
                .isEqualTo("LOW");
        assertThat(view.path("cases").path("items").isEmpty()).isTrue();
        var bought = view.path("purchases").path("items").path(0);
        assertThat(bought.path("sales").asInt()).isEqualTo(7);
        assertThat(bought.path("net").path("amount").asString()).isEqualTo("12300.00");
        assertThat(view.path("segments").path("items"))
                .extracting(it -> it.path("segmentId").asString())
                .contains(segment);
        assertThat(view.path("consents").path("items").path(0).path("decision").asString())
                .isEqualTo("GRANTED");
        assertThat(view.path("scores").path("items"))
                .extracting(it -> it.path("value").asString())
                .contains(rfm.path("cell").asString());
    }

    private static Map<String, Object> sale(String externalId, String customer, String amount) {
        var sale = new HashMap<>(PurchaseJourneyIT.sale(externalId, customer, amount));
        sale.put("occurredAt", now().toString());
        return sale;
    }

    private static Instant now() {
        return Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MILLIS);
    }
}
