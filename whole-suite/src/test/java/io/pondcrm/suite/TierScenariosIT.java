package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * How a supermarket, a manufacturer and a bank tell their customers apart, and how anybody revises
 * that, each from a preset or a draft to what it means for a customer, through the gateway.
 *
 * <p>Row 148: the discount and the points are reckoned at checkout by the entitlements of that
 * moment; a ledger that keeps the points is not there yet. Row 149: who is served first is so by
 * the benefit of their tier; the override would end by its date, which is asked for ahead of time,
 * as nobody waits for midnight here, and is taken back before.
 */
@ExtendWith(RunningSuite.class)
class TierScenariosIT {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final LocalDate TODAY = LocalDate.now(Clock.system(ZONE));
    static final LocalDate OPENING = LocalDate.parse("2024-03-02");
    static final String SCHEMES = "/api/v1/tier-schemes/";

    /** Customers of other journeys are to have one tier and one stage again. */
    @AfterEach
    void retireAll(Pond pond) throws Exception {
        var jobs = new ArrayList<Api.Answer>();
        for (var scheme : pond.ops.read("/api/v1/tier-schemes").path("items")) {
            if (scheme.path("kind").asString().equals("POINTS")
                    && scheme.path("state").asString().equals("PUBLISHED")) {
                jobs.add(
                        pond.ops
                                .post(SCHEMES + scheme.path("id").asString() + "/retire", Map.of())
                                .orThrow());
            }
        }
        var fourStages = pond.ops.get("/api/v1/lifecycle-schemes/lifecycle-4");
        if (fourStages.status() == 200
                && fourStages.json().path("state").asString().equals("PUBLISHED")) {
            jobs.add(
                    pond.ops
                            .post("/api/v1/lifecycle-schemes/lifecycle-4/retire", Map.of())
                            .orThrow());
        }
        for (var job : jobs) {
            new Staff(pond).awaitJob(job);
        }
    }

    @Test
    void a_supermarkets_cards_move_on_their_days_and_are_honored_at_checkout(Pond pond)
            throws Exception {
        assertThat(pond.ops.post("/api/v1/presets/retail-membership", Map.of()).status())
                .isEqualTo(200);
        var weekly = everyWeekOfAYear();
        var gold = new CardCalendar(weekly, TODAY).firstDayOf("GOLD");
        var late = new TreeMap<>(weekly);
        late.put(gold.plusMonths(12).plusDays(10), new BigDecimal("10500.00"));
        var monthly = new TreeMap<LocalDate, BigDecimal>();
        IntStream.range(0, 12)
                .forEach(it -> monthly.put(OPENING.plusMonths(it), new BigDecimal("412.34")));
        var staff = new Staff(pond);
        var members = members(staff, "market", List.of(weekly, late, monthly));

        var kinds = new ArrayList<String>();
        for (var at = 0; at < members.size(); at++) {
            var calendar = new CardCalendar(List.of(weekly, late, monthly).get(at), TODAY);
            var history = "/api/v1/customers/" + members.get(at) + "/tier/history";
            await().atMost(Staff.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(moves(pond.ops.read(history))).isEqualTo(calendar.moves()));
            kinds.addAll(calendar.moves().stream().map(it -> it.substring(11)).toList());
        }
        // The plans are such that every kind of move is among them.
        assertThat(kinds)
                .contains(
                        "RAISED STANDARD>SILVER",
                        "RAISED SILVER>GOLD",
                        "LOWERING_SCHEDULED GOLD>STANDARD",
                        "LOWERED GOLD>STANDARD",
                        "RENEWED GOLD>GOLD",
                        "RENEWED SILVER>SILVER");

        var discount = benefit(staff, "DISCOUNT", "percentOff");
        var points = benefit(staff, "POINTS_RATE", "tenths");
        var percents = Map.of("STANDARD", 2, "SILVER", 5, "GOLD", 10);
        var tenths = Map.of("STANDARD", 10, "SILVER", 15, "GOLD", 20);
        for (var card : percents.keySet()) {
            for (var given :
                    List.of(
                            new Given(discount, "percentOff", of(percents, card)),
                            new Given(points, "tenths", of(tenths, card)))) {
                grant(
                        staff,
                        given.benefit(),
                        "retail-membership",
                        card,
                        given.parameter(),
                        given.value(),
                        "2024-01-01",
                        "2025-06-01");
            }
        }
        var calendar = new CardCalendar(weekly, TODAY);
        var earned = 0L;
        var expected = 0L;
        for (var ticket : weekly.tailMap(OPENING, false).entrySet()) {
            var day = ticket.getKey();
            var held = entitlements(pond, members.getFirst(), noon(day).minusSeconds(1));
            var card = calendar.shownAtCheckout(day);
            assertThat(of(held, "DISCOUNT").path("why").path("tier").asString())
                    .as("the card on %s", day)
                    .isEqualTo(card);
            earned +=
                    points(
                            ticket.getValue(),
                            parameter(held, "DISCOUNT", "percentOff"),
                            parameter(held, "POINTS_RATE", "tenths"));
            expected += points(ticket.getValue(), of(percents, card), of(tenths, card));
        }
        assertThat(earned).isEqualTo(expected).isGreaterThan(10_000);
    }

    @Test
    void a_manufacturers_strategic_account_is_served_first_and_a_decision_ends_on_its_date(
            Pond pond) throws Exception {
        var staff = new Staff(pond);
        setUp(pond, "b2b-accounts");
        var strategic = account(staff, "mill-1", List.of());
        var ordinary = account(staff, "mill-2", List.of());
        sell(staff, "mill-1-a", strategic, "2020-06-01", "1000.00");
        sell(staff, "mill-1-b", strategic, TODAY.minusDays(60).toString(), "1200000.00");
        sell(staff, "mill-2-a", ordinary, TODAY.minusDays(60).toString(), "1000.00");
        var terms = benefit(staff, "PAYMENT_TERMS", "days");
        grant(staff, terms, "b2b-accounts", "STRATEGIC", "days", 90);
        grant(staff, terms, "b2b-accounts", "ORDINARY", "days", 30);
        var support =
                benefit(
                        staff,
                        "DEDICATED_SUPPORT",
                        "firstResponse",
                        Map.of("type", "string", "minLength", 3));
        grant(staff, support, "b2b-accounts", "STRATEGIC", "firstResponse", "PT1H");
        promise(staff, "Mill inquiries", 700, List.of(), 480);
        promise(staff, "Dedicated support", 800, List.of("DEDICATED_SUPPORT"), 90);

        staff.awaitCalm();

        // Purchasing power and five years together: full marks, of what can be told. Before a model
        // of lifetime value is in use nothing is expected of anybody.
        var tier = awaitTier(pond, strategic, "b2b-accounts", "STRATEGIC");
        assertThat(new BigDecimal(tier.path("score").asString())).isEqualByComparingTo("100");
        assertThat(tier.path("contributions"))
                .extracting(it ->
                        new BigDecimal(it.path("points").asString())
                                .stripTrailingZeros()
                                .toPlainString())
                .containsExactly("62.5", "37.5", "0");
        awaitTier(pond, ordinary, "b2b-accounts", "ORDINARY");
        assertThat(parameter(entitlements(pond, strategic, now()), "PAYMENT_TERMS", "days"))
                .isEqualTo(90);
        assertThat(minutesToAnswer(staff, strategic)).isEqualTo(60);
        assertThat(minutesToAnswer(staff, ordinary)).isEqualTo(480);

        var expires = TODAY.plusDays(2);
        var overrides = "/api/v1/customers/" + ordinary + "/tier/overrides";
        var override =
                staff.make(
                        overrides,
                        Map.of(
                                "scheme", "b2b-accounts",
                                "tier", "STRATEGIC",
                                "approver", "director-east",
                                "reason", "Framework contract signed",
                                "expiresOn", expires.toString()));

        var decided = awaitTier(pond, ordinary, "b2b-accounts", "STRATEGIC");
        assertThat(decided.path("override").path("approver").asString()).isEqualTo("director-east");
        assertThat(decided.path("override").path("reason").asString())
                .isEqualTo("Framework contract signed");
        assertThat(decided.path("reviewAt").asString()).isEqualTo(expires.toString());
        staff.awaitCalm();
        assertThat(minutesToAnswer(staff, ordinary)).isEqualTo(60);
        var end = expires.atStartOfDay(ZONE).toInstant();
        for (var moment : List.of(now(), end.minusMillis(1))) {
            assertThat(tierAt(pond, ordinary, "b2b-accounts", moment)).isEqualTo("STRATEGIC");
            assertThat(parameter(entitlements(pond, ordinary, moment), "PAYMENT_TERMS", "days"))
                    .isEqualTo(90);
        }
        assertThat(tierAt(pond, ordinary, "b2b-accounts", end)).isEqualTo("ORDINARY");
        assertThat(parameter(entitlements(pond, ordinary, end), "PAYMENT_TERMS", "days"))
                .isEqualTo(30);
        assertThat(entitlements(pond, ordinary, end)).doesNotContainKey("DEDICATED_SUPPORT");

        // Taken back before its day: who asks from now on is served as everybody is.
        var taken = pond.ops.get(overrides + "/" + override).orThrow().header("ETag");
        pond.ops.delete(overrides + "/" + override, "If-Match", taken).orThrow();
        awaitTier(pond, ordinary, "b2b-accounts", "ORDINARY");
        staff.awaitCalm();
        assertThat(minutesToAnswer(staff, ordinary)).isEqualTo(480);
        assertThat(minutesToAnswer(staff, strategic)).isEqualTo(60);
    }

    @Test
    void a_banks_one_day_spike_upgrades_nobody_and_a_lasting_deposit_does(Pond pond)
            throws Exception {
        var staff = new Staff(pond);
        setUp(pond, "bank");
        var opened = LocalDate.parse("2026-01-01");
        var spike = account(staff, "saver-1", List.of());
        var lasting = account(staff, "saver-2", List.of());
        for (var saver : List.of(spike, lasting)) {
            for (var trade = 0; trade < 3; trade++) {
                sell(
                        staff,
                        saver + "-" + trade,
                        saver,
                        opened.plusDays(10L * trade).toString(),
                        "1000.00");
            }
            sell(staff, saver + "-in", saver, opened.plusDays(30).toString(), "1000000.00");
        }
        var withdrawn = sale(spike + "-out", spike, opened.plusDays(31).toString(), "1000000.00");
        withdrawn.put("type", "REFUND");
        pond.ops.post("/api/v1/transactions", withdrawn).orThrow();
        var limit = benefit(staff, "CREDIT_LIMIT", "yuan");
        var rate = benefit(staff, "LOAN_RATE", "basisPoints");
        grant(staff, limit, "bank", "QUALITY", "yuan", 50_000);
        grant(staff, limit, "bank", "VIP", "yuan", 500_000);
        grant(staff, rate, "bank", "VIP", "basisPoints", 410, "2026-01-01", "2026-05-01");
        grant(staff, rate, "bank", "VIP", "basisPoints", 360, "2026-05-01", "2027-01-01");

        staff.awaitCalm();
        for (var day = 0; day <= 150; day++) {
            var moment = noon(opened.plusDays(day)).plusSeconds(3_600);
            assertThat(tierAt(pond, spike, "bank", moment)).as("day %d", day).isEqualTo("ORDINARY");
            // In 90 days three trades give 10 points, and assets 40 from 50,000, 70 from 500,000.
            var assets = averageOfNinetyDays(day);
            assertThat(tierAt(pond, lasting, "bank", moment))
                    .as("day %d, %d on average", day, assets)
                    .isEqualTo(
                            assets >= 500_000 ? "VIP" : assets >= 50_000 ? "QUALITY" : "ORDINARY");
        }
        assertThat(entitlements(pond, spike, now()))
                .doesNotContainKeys("CREDIT_LIMIT", "LOAN_RATE");
        var quality = entitlements(pond, lasting, noon(opened.plusDays(60)));
        assertThat(parameter(quality, "CREDIT_LIMIT", "yuan")).isEqualTo(50_000);
        assertThat(quality).doesNotContainKey("LOAN_RATE");
        var april = entitlements(pond, lasting, Instant.parse("2026-04-30T23:59:59Z"));
        assertThat(parameter(april, "CREDIT_LIMIT", "yuan")).isEqualTo(500_000);
        assertThat(parameter(april, "LOAN_RATE", "basisPoints")).isEqualTo(410);
        var may = entitlements(pond, lasting, Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(parameter(may, "LOAN_RATE", "basisPoints")).isEqualTo(360);
    }

    @Test
    void a_scheme_is_drafted_tried_published_acted_on_and_revised(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var small = account(staff, "loop-1", List.of());
        var large = account(staff, "loop-2", List.of());
        sell(staff, "loop-1-a", small, TODAY.minusDays(20).toString(), "1200.00");
        sell(staff, "loop-2-a", large, TODAY.minusDays(20).toString(), "9000.00");
        awaitTier(pond, large, "retail-membership", "SILVER");
        staff.awaitCalm();

        pond.ops.post("/api/v1/tier-schemes", scheme("1000")).orThrow();
        var first = simulate(pond);
        assertThat(pond.ops.get(tier(large, "loop", now())).status()).isEqualTo(404);
        new Staff(pond).awaitJob(pond.ops.post(SCHEMES + "loop/publish", Map.of()).orThrow());
        assertThat(distribution(pond)).isEqualTo(after(first));
        assertThat(tierAt(pond, small, "loop", now())).isEqualTo("KEY");

        var visits = benefit(staff, "VISITS", "perYear");
        grant(staff, visits, "loop", "KEY", "perYear", 4);
        var underOne = now();
        assertThat(parameter(entitlements(pond, small, underOne), "VISITS", "perYear"))
                .isEqualTo(4);
        var explained = explanation(pond, small, underOne);
        assertThat(explained.path("score").path("version").asInt()).isEqualTo(1);

        pond.ops.post("/api/v1/tier-schemes", scheme("5000")).orThrow();
        var second = simulate(pond);
        assertThat(second.path("against").asInt()).isEqualTo(1);
        assertThat(second.path("fallers").asInt()).isPositive();
        new Staff(pond).awaitJob(pond.ops.post(SCHEMES + "loop/publish", Map.of()).orThrow());
        assertThat(distribution(pond)).isEqualTo(after(second));
        assertThat(pond.ops.read(SCHEMES + "loop/versions").path("items"))
                .extracting(it -> it.path("version").asInt() + it.path("state").asString())
                .containsExactly("2PUBLISHED", "1RETIRED");

        assertThat(tierAt(pond, small, "loop", now())).isEqualTo("PLAIN");
        assertThat(tierAt(pond, large, "loop", now())).isEqualTo("KEY");
        assertThat(entitlements(pond, small, now())).doesNotContainKey("VISITS");
        assertThat(explanation(pond, small, now()).path("score").path("version").asInt())
                .isEqualTo(2);
        // What was decided under the first version still is, and by the same inputs.
        assertThat(tierAt(pond, small, "loop", underOne)).isEqualTo("KEY");
        var again = explanation(pond, small, underOne);
        assertThat(again.path("score").path("inputsHash"))
                .isEqualTo(explained.path("score").path("inputsHash"));
        assertThat(again.path("inputs")).isEqualTo(explained.path("inputs"));
        assertThat(again.path("score").path("band").asString()).isEqualTo("KEY");
        assertThat(again.path("score").path("version").asInt()).isEqualTo(1);
        assertThat(parameter(entitlements(pond, small, underOne), "VISITS", "perYear"))
                .isEqualTo(4);
    }

    @Test
    void ready_made_schemes_tell_buyers_apart_and_goals_are_held_against_layers_and_phases(
            Pond pond) throws Exception {
        var staff = new Staff(pond);
        var plans = new ArrayList<>(BuyingPlan.some(TODAY));
        var buyers = members(staff, "preset", plans.stream().map(BuyingPlan::tickets).toList());

        assertThat(pond.ops.post("/api/v1/presets/lifecycle-5", Map.of()).status()).isEqualTo(200);
        for (var preset : List.of("lifecycle-4", "three-layer", "value-3", "behaviour-3")) {
            setUp(pond, preset);
        }

        await().atMost(Staff.PATIENCE).untilAsserted(() -> assertToldApart(staff, buyers, plans));

        sell(staff, "preset-0-late", buyers.get(0), TODAY.minusDays(1).toString(), "2500.00");
        plans.set(0, plans.get(0).and(1, "2500.00"));
        sell(staff, "preset-1-late", buyers.get(1), TODAY.minusDays(1).toString(), "10000.00");
        plans.set(1, plans.get(1).and(1, "10000.00"));

        await().atMost(Staff.PATIENCE).untilAsserted(() -> assertToldApart(staff, buyers, plans));
        var vip = buyers.get(1);
        assertHasPlacesForTheBest(pond, vip);

        staff.awaitCalm();
        setUp(pond, "333");

        assertThat(tierAt(pond, vip, "three-layer", now())).isEqualTo("VIP");
        var matrix = pond.ops.read("/api/v1/matrix?x=tier&y=stage&tierScheme=three-layer");
        var distribution = pond.ops.read("/api/v1/lifecycle-schemes/lifecycle-5/distribution");
        // Whom other journeys made nobody is in no matrix.
        var stages =
                distribution.path("customers").asLong() - distribution.path("anonymized").asLong();
        var byStage = new HashMap<String, Long>();
        var vips = 0L;
        for (var row : matrix.path("rows")) {
            for (var cell : row.path("cells")) {
                byStage.merge(
                        cell.path("y").asString(), cell.path("customers").asLong(), Long::sum);
            }
            vips += row.path("x").asString().equals("VIP") ? row.path("customers").asLong() : 0;
        }
        assertThat(byStage.values().stream().mapToLong(it -> it).sum())
                .isEqualTo(matrix.path("customers").asLong());
        byStage.remove("UNKNOWN");
        assertThat(byStage.values().stream().mapToLong(it -> it).sum())
                .isEqualTo(stages)
                .isPositive();
        var goals = pond.ops.read("/api/v1/presets/333/goals").path("items");
        assertThat(goals)
                .extracting(it -> it.path("kpi").asString() + " " + it.path("customers").asLong())
                .containsExactly(
                        "VIP_SHARE " + vips,
                        "LOYAL_SHARE " + byStage.get("LOYAL"),
                        "LOST_SHARE " + byStage.get("LOST"));
    }

    /** A fifth of all by spend of a year, and who has come to spend as much since it was drawn. */
    private static void assertHasPlacesForTheBest(Pond pond, String best) throws Exception {
        var tables = pond.ops.read(SCHEMES + "value-3/cut-points").path("items");
        assertThat(tables).hasSize(1);
        var high =
                tables.get(0)
                        .path("cuts")
                        .valueStream()
                        .filter(it -> it.path("tier").asString().equals("HIGH"))
                        .findFirst()
                        .orElseThrow();
        assertThat(5 * (high.path("reached").asLong() - 1))
                .isLessThan(tables.get(0).path("customers").asLong());
        var answer = pond.ops.read(tier(best, "value-3", now()));
        var earns =
                high.path("points").isString()
                        && new BigDecimal(answer.path("score").asString())
                                        .compareTo(new BigDecimal(high.path("points").asString()))
                                >= 0;
        assertThat(answer.path("tier").asString().equals("HIGH")).isEqualTo(earns);
        assertThat(answer.path("reasons")).isNotEmpty();
    }

    /** By the lists of members and by each customer's own answer, with its reasons. */
    private static void assertToldApart(Staff staff, List<String> buyers, List<BuyingPlan> plans)
            throws Exception {
        for (var preset : List.of("three-layer", "behaviour-3")) {
            var path = SCHEMES + preset + "/members?tier=";
            assertThat(members(staff, path, BuyingPlan.tiers(preset), buyers))
                    .as(preset)
                    .isEqualTo(plans.stream().map(it -> it.tier(preset)).toList());
            for (var at = 0; at < buyers.size(); at++) {
                var answer = staff.pond().ops.read(tier(buyers.get(at), preset, now()));
                assertThat(answer.path("tier").asString()).isEqualTo(plans.get(at).tier(preset));
                assertThat(new BigDecimal(answer.path("score").asString()))
                        .as("%s of %s", preset, plans.get(at))
                        .isEqualByComparingTo(plans.get(at).points(preset))
                        .isEqualByComparingTo(
                                answer.path("contributions")
                                        .valueStream()
                                        .map(it -> new BigDecimal(it.path("points").asString()))
                                        .reduce(BigDecimal.ZERO, BigDecimal::add));
                assertThat(answer.path("reasons")).isNotEmpty();
            }
        }
        for (var preset : List.of("lifecycle-4", "lifecycle-5")) {
            var path = "/api/v1/lifecycle-schemes/" + preset + "/members?stage=";
            assertThat(members(staff, path, BuyingPlan.stages(preset), buyers))
                    .as(preset)
                    .isEqualTo(plans.stream().map(it -> it.stage(preset)).toList());
            for (var at = 0; at < buyers.size(); at++) {
                var answer =
                        staff.pond()
                                .ops
                                .read(
                                        "/api/v1/customers/%s/lifecycle?scheme=%s"
                                                .formatted(buyers.get(at), preset));
                assertThat(answer.path("stage").asString()).isEqualTo(plans.get(at).stage(preset));
                assertThat(answer.path("reasons"))
                        .extracting(it ->
                                it.path("dimension").asString() + " " + it.path("input").asString())
                        .isEqualTo(plans.get(at).evidence(preset));
            }
        }
    }

    /** Where customers are listed, in their order: once each. */
    private static List<String> members(
            Staff staff, String path, List<String> groups, List<String> customers)
            throws Exception {
        var found = new HashMap<String, String>();
        for (var group : groups) {
            for (var member : staff.list(path + group)) {
                found.merge(member.path("customerId").asString(), group, (one, two) -> one + two);
            }
        }
        return customers.stream().map(it -> found.getOrDefault(it, "nowhere")).toList();
    }

    private record Given(String benefit, String parameter, int value) {}

    private static <T> T of(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    /** About 230.00 each Saturday: silver in the second month, gold in the eleventh. */
    private static NavigableMap<LocalDate, BigDecimal> everyWeekOfAYear() {
        var tickets = new TreeMap<LocalDate, BigDecimal>();
        for (var week = 0; week < 52; week++) {
            tickets.put(OPENING.plusWeeks(week), new BigDecimal(150 + week * 37 % 160 + ".50"));
        }
        return tickets;
    }

    /** New customers whom the shop knows by their tickets, each bought at noon. */
    private static List<String> members(
            Staff staff, String name, List<? extends NavigableMap<LocalDate, BigDecimal>> plans)
            throws Exception {
        var people = new ArrayList<>(List.of("externalId,kind,displayName"));
        var tickets =
                new ArrayList<>(
                        List.of("externalId,customerExternalId,occurredAt,type,amount,currency"));
        for (var at = 0; at < plans.size(); at++) {
            var member = name + "-" + at;
            people.add(member + ",PERSON,Fixture " + at);
            plans.get(at)
                    .forEach((day, amount) ->
                            tickets.add(
                                    "%s-%s,%s,%s,SALE,%s,CNY"
                                            .formatted(member, day, member, noon(day), amount)));
        }
        staff.importAll("customers", people);
        staff.importAll("transactions", tickets);
        var ids = new ArrayList<String>();
        for (var at = 0; at < plans.size(); at++) {
            ids.add(staff.customer(name + "-" + at));
        }
        return ids;
    }

    private static List<String> moves(JsonNode history) {
        return history.path("items")
                .valueStream()
                .map(it ->
                        "%s %s %s>%s"
                                .formatted(
                                        LocalDate.ofInstant(
                                                Instant.parse(it.path("at").asString()), ZONE),
                                        it.path("move").asString(),
                                        it.path("from").isString()
                                                ? it.path("from").asString()
                                                : "-",
                                        it.path("to").asString()))
                .toList()
                .reversed();
    }

    /** What is earned by what is paid: a point a yuan, times the card's rate, no fraction. */
    private static long points(BigDecimal price, int percentOff, int tenths) {
        return price.multiply(BigDecimal.valueOf(100L - percentOff))
                .movePointLeft(2)
                .setScale(2, RoundingMode.HALF_EVEN)
                .multiply(BigDecimal.valueOf(tenths))
                .movePointLeft(1)
                .longValue();
    }

    /** Of the lasting deposit: 1,000 more on days 0, 10 and 20, a million more from day 30 on. */
    private static long averageOfNinetyDays(int today) {
        var sum = 0L;
        for (var day = Math.max(0, today - 90); day < today; day++) {
            sum += 1_000L * Math.min(3, day / 10 + 1) + (day >= 30 ? 1_000_000 : 0);
        }
        return sum / 90;
    }

    private static String account(Staff staff, String key, List<String> tags) throws Exception {
        return staff.make(
                "/api/v1/customers",
                Map.of("kind", "ORGANIZATION", "displayName", "Fixture " + key, "tags", tags));
    }

    private static void sell(Staff staff, String id, String customer, String day, String amount)
            throws Exception {
        staff.make("/api/v1/transactions", sale(id, customer, day, amount));
    }

    private static Map<String, Object> sale(String id, String customer, String day, String amount) {
        var sale = new HashMap<>(PurchaseJourneyIT.sale("tiers-" + id, customer, amount));
        sale.put("occurredAt", noon(LocalDate.parse(day)).toString());
        return sale;
    }

    /** A benefit with one number as its parameter, named as its kind. */
    private static String benefit(Staff staff, String kind, String parameter) throws Exception {
        return benefit(staff, kind, parameter, Map.of("type", "integer", "minimum", 1));
    }

    private static String benefit(
            Staff staff, String kind, String parameter, Map<String, Object> schema)
            throws Exception {
        return staff.make(
                "/api/v1/benefits",
                Map.of(
                        "name",
                        Map.of("en", kind, "zh", kind),
                        "kind",
                        kind,
                        "parametersSchema",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of(parameter, schema),
                                "required",
                                List.of(parameter),
                                "additionalProperties",
                                false)));
    }

    private static void grant(
            Staff staff, String benefit, String scheme, String tier, String parameter, Object value)
            throws Exception {
        grant(staff, benefit, scheme, tier, parameter, value, "2024-01-01", "2030-01-01");
    }

    private static void grant(
            Staff staff,
            String benefit,
            String scheme,
            String tier,
            String parameter,
            Object value,
            String from,
            String until)
            throws Exception {
        staff.make(
                "/api/v1/benefits/" + benefit + "/grants",
                Map.of(
                        "scheme", scheme,
                        "tier", tier,
                        "parameters", Map.of(parameter, value),
                        "validFrom", from,
                        "validUntil", until));
    }

    /** Around the clock, for inquiries that can wait: no other journey makes any. */
    private static void promise(
            Staff staff, String name, int rank, List<String> benefits, int minutes)
            throws Exception {
        var calendar =
                staff.make(
                        "/api/v1/business-calendars",
                        Map.of(
                                "name",
                                name,
                                "zone",
                                ZONE.getId(),
                                "week",
                                Staff.week(Staff.weekdays(1, 7), "00:00", "24:00")));
        staff.make(
                "/api/v1/sla-policies",
                Map.of(
                        "name", name,
                        "rank", rank,
                        "calendarId", calendar,
                        "types", List.of("INQUIRY"),
                        "priorities", List.of("P4"),
                        "benefits", benefits,
                        "firstResponseMinutes", minutes));
    }

    private static long minutesToAnswer(Staff staff, String customer) throws Exception {
        var received = now();
        var opened =
                staff.make(
                        "/api/v1/cases",
                        Map.of(
                                "customerId", customer,
                                "type", "INQUIRY",
                                "priority", "P4",
                                "channel", "PHONE",
                                "subject", "Asks for a delivery date",
                                "receivedAt", received.toString()));
        var clocks = staff.pond().ops.read("/api/v1/cases/" + opened).path("sla").path("clocks");
        assertThat(clocks).hasSize(1);
        return Duration.between(received, Instant.parse(clocks.get(0).path("dueAt").asString()))
                .toMinutes();
    }

    private static void setUp(Pond pond, String preset) throws Exception {
        var made = pond.ops.post("/api/v1/presets/" + preset, Map.of()).orThrow();
        assertThat(made.status()).isEqualTo(201);
        new Staff(pond).awaitJob(made);
        assertThat(pond.ops.read("/api/v1/presets/" + preset).path("present").asBoolean()).isTrue();
    }

    private static JsonNode awaitTier(Pond pond, String customer, String scheme, String tier)
            throws Exception {
        await().atMost(Staff.PATIENCE)
                .until(() -> tierAt(pond, customer, scheme, now()).equals(tier));
        return pond.ops.read(tier(customer, scheme, now()));
    }

    private static String tierAt(Pond pond, String customer, String scheme, Instant moment)
            throws Exception {
        return pond.ops.read(tier(customer, scheme, moment)).path("tier").asString();
    }

    private static String tier(String customer, String scheme, Instant moment) {
        return "/api/v1/customers/%s/tier?scheme=%s&asOf=%s".formatted(customer, scheme, moment);
    }

    /** By kind, and by all grants that there are now: those here begin before they were made. */
    private static Map<String, JsonNode> entitlements(Pond pond, String customer, Instant moment)
            throws Exception {
        var held = new HashMap<String, JsonNode>();
        var now = now();
        pond.ops
                .read(
                        "/api/v1/customers/%s/entitlements?asOf=%s&knownAt=%s"
                                .formatted(customer, moment, now.isAfter(moment) ? now : moment))
                .path("entitlements")
                .forEach(it -> held.put(it.path("kind").asString(), it));
        return held;
    }

    private static int parameter(Map<String, JsonNode> held, String kind, String name) {
        return of(held, kind).path("parameters").path(name).asInt();
    }

    private static JsonNode explanation(Pond pond, String customer, Instant moment)
            throws Exception {
        return pond.ops.read(
                "/api/v1/customers/%s/scores/tier/explanation?model=loop&asOf=%s"
                        .formatted(customer, moment));
    }

    private static Map<String, Object> scheme(String keyFrom) {
        return Map.of(
                "id",
                "loop",
                "name",
                Map.of("en", "Accounts", "zh", "客户分层"),
                "currency",
                "CNY",
                "zone",
                ZONE.getId(),
                "membership",
                "P12M",
                "grace",
                "P30D",
                "tiers",
                List.of(
                        Map.of(
                                "tier",
                                "PLAIN",
                                "name",
                                Map.of("en", "Plain", "zh", "普通"),
                                "points",
                                "0"),
                        Map.of(
                                "tier",
                                "KEY",
                                "name",
                                Map.of("en", "Key", "zh", "重点"),
                                "points",
                                "10")),
                "dimensions",
                List.of(
                        Map.of(
                                "code",
                                "spend",
                                "name",
                                Map.of("en", "Spend", "zh", "消费"),
                                "measure",
                                "NET_SPEND",
                                "window",
                                "P365D",
                                "bands",
                                List.of(
                                        Map.of("points", "0"),
                                        Map.of("from", keyFrom, "points", "10")),
                                "weight",
                                "1",
                                "missing",
                                Map.of("policy", "NO_TIER"))));
    }

    private static JsonNode simulate(Pond pond) throws Exception {
        var job = pond.ops.post(SCHEMES + "loop/simulations", Map.of()).orThrow();
        new Staff(pond).awaitJob(job);
        return pond.ops.read(pond.ops.read(job.header("Location")).path("resultUrl").asString());
    }

    /** How many customers each tier has by a simulation. */
    private static Map<String, Long> after(JsonNode simulation) {
        var after = new TreeMap<>(Map.of("PLAIN", 0L, "KEY", 0L));
        for (var move : simulation.path("movers")) {
            if (move.path("to").isString()) {
                after.merge(move.path("to").asString(), move.path("customers").asLong(), Long::sum);
            }
        }
        return after;
    }

    private static Map<String, Long> distribution(Pond pond) throws Exception {
        var counts = new TreeMap<String, Long>();
        for (var tier : pond.ops.read(SCHEMES + "loop/distribution").path("tiers")) {
            counts.put(tier.path("tier").asString(), tier.path("customers").asLong());
        }
        return counts;
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(ZONE).toInstant();
    }

    private static Instant now() {
        return Instant.now(Clock.systemUTC()).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }
}
