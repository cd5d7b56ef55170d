package io.pondcrm.suite;

import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What follows from scores: a campaign, a complaint that is kept its promise, and who is about to
 * leave. Everything is read back through the gateway.
 */
final class Outreach {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Settings settings;
    private final Terminal terminal;
    private final Api api;

    Outreach(Settings settings, Terminal terminal, Api api) {
        this.settings = settings;
        this.terminal = terminal;
        this.api = api;
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition)
            throws IOException, InterruptedException {
        var begun = System.nanoTime();
        while (!condition.holds()) {
            if (Duration.ofNanos(System.nanoTime() - begun).compareTo(PATIENCE) > 0) {
                throw new IOException(
                        what + " took longer than " + PATIENCE.toMinutes() + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    /** The same thing each time the demo runs: the key makes a second request answer the first. */
    private String once(String path, String key, Object body)
            throws IOException, InterruptedException {
        return api.post(path, body, "Idempotency-Key", "pond-demo-" + key)
                .orThrow()
                .json()
                .path("id")
                .asString();
    }

    /**
     * Mails to the gold members who agreed to them, a tenth held out to see what they are worth.
     */
    void campaign() throws IOException, InterruptedException {
        terminal.heading(
                "A campaign to gold members 活动: a tenth is held out, consent decides at send time");
        var segment =
                once(
                        "/api/v1/segments",
                        "gold",
                        Map.of(
                                "name",
                                "Gold members",
                                "predicate",
                                Map.of("field", "tier", "op", "eq", "value", "GOLD")));
        awaitAudience(segment);
        var members = api.read("/api/v1/segments/" + segment + "/members?limit=1000").path("items");
        agree(members);
        var template =
                once(
                        "/api/v1/templates",
                        "template",
                        Map.of(
                                "name",
                                "Gold invitation",
                                "variables",
                                List.of(Map.of("name", "offer", "type", "TEXT")),
                                "texts",
                                List.of(
                                        Map.of(
                                                "locale", "en",
                                                "subject", "{{offer}}",
                                                "text",
                                                        "Dear {{customer.displayName}}, {{offer}} is"
                                                                + " waiting for you."),
                                        Map.of(
                                                "locale", "zh-CN",
                                                "subject", "{{offer}}",
                                                "text",
                                                        "{{customer.displayName}}，您好：{{offer}}。"))));
        var begun = System.nanoTime();
        var campaign =
                api.post(
                                "/api/v1/campaigns",
                                Map.of(
                                        "name",
                                        "Gold " + Instant.now(Clock.systemUTC()),
                                        "segmentId",
                                        segment,
                                        "templateId",
                                        template,
                                        "variables",
                                        Map.of("offer", "会员专享 Members' evening")))
                        .orThrow()
                        .json()
                        .path("id")
                        .asString();
        var path = "/api/v1/campaigns/" + campaign;
        api.post(path + "/launch", Map.of()).orThrow();
        await("The campaign", () -> api.read(path).path("state").asString().equals("DONE"));
        var stats = api.read(path + "/stats");
        var audience = stats.path("audience").asLong();
        terminal.done(
                "Campaign",
                Duration.ofNanos(System.nanoTime() - begun),
                "%,d members in the frozen audience".formatted(audience));
        terminal.share("held out 对照组", stats.path("heldOut").asLong(), audience);
        for (var state : stats.path("messages").properties()) {
            if (state.getValue().asLong() > 0) {
                terminal.share(state.getKey(), state.getValue().asLong(), audience);
            }
        }
        for (var state : List.of("SENT", "SUPPRESSED")) {
            for (var message : api.read(path + "/messages?limit=1&state=" + state).path("items")) {
                var decision =
                        api.read("/api/v1/messages/" + message.path("id").asString() + "/decision");
                terminal.line(
                        "  %-10s %s  why: %s",
                        state,
                        message.path("customerId").asString(),
                        decision.path("reason").asString());
            }
        }
        terminal.line(
                "  Mails in the sink: %,d, see %s/mails",
                mails(settings).size(), settings.issuer());
    }

    /** The audience is whole when segmentation has found all. */
    private void awaitAudience(String segment) throws IOException, InterruptedException {
        await(
                "The audience",
                () ->
                        api.read("/api/v1/segments/" + segment + "/members?limit=1&count=exact")
                                        .path("total")
                                        .asLong()
                                == gold());
    }

    private long gold() throws IOException, InterruptedException {
        for (var tier :
                api.read("/api/v1/tier-schemes/retail-membership/distribution").path("tiers")) {
            if (tier.path("tier").asString().equals("GOLD")) {
                return tier.path("customers").asLong();
            }
        }
        return 0;
    }

    /** Three of four say yes to marketing by e-mail, as they would in a shop. */
    private void agree(JsonNode members) throws IOException, InterruptedException {
        var position = 0;
        for (var member : members) {
            if (position++ % 4 == 3) {
                continue;
            }
            agreeToMarketing(
                    api, member.path("customerId").asString(), "demo: said yes at the till");
        }
    }

    /** A customer says yes to marketing by e-mail, and somebody keeps what shows it. */
    static void agreeToMarketing(Api api, String customer, String evidence)
            throws IOException, InterruptedException {
        api.post(
                        "/api/v1/customers/" + customer + "/consents",
                        Map.of(
                                "purpose", "MARKETING",
                                "channel", "EMAIL",
                                "decision", "GRANTED",
                                "textVersion", "2026-03",
                                "evidence", evidence))
                .orThrow();
    }

    /** Everything in the mail sink. */
    static JsonNode mails(Settings settings) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(settings.issuer() + "/mails.json"))
                            .timeout(Duration.ofSeconds(10))
                            .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared().readTree(answer.body()).path("items");
        }
    }

    /**
     * A complaint with its clocks in business time, and the survey that its closing calls forth.
     */
    void complaint(String customer) throws IOException, InterruptedException {
        terminal.heading("A complaint 投诉: promised in business time, and asked afterwards");
        var hours =
                List.of(
                        Map.of("from", "09:00", "until", "12:00"),
                        Map.of("from", "13:00", "until", "17:00"));
        var calendar =
                once(
                        "/api/v1/business-calendars",
                        "calendar",
                        Map.of(
                                "name",
                                "Office",
                                "zone",
                                "Asia/Shanghai",
                                "week",
                                List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
                                        .stream()
                                        .map(day -> Map.of("day", day, "hours", hours))
                                        .toList()));
        var deadline =
                api.read(
                        "/api/v1/sla/deadline?from="
                                + Api.encode("2026-11-20T16:30:00+08:00")
                                + "&minutes=240&calendar="
                                + calendar);
        terminal.line(
                "  Four business hours from Friday 2026-11-20 16:30 end at %s",
                deadline.path("dueAtLocal").asString());
        once(
                "/api/v1/sla-policies",
                "policy",
                Map.of(
                        "name",
                        "Complaints",
                        "calendarId",
                        calendar,
                        "types",
                        List.of("COMPLAINT"),
                        "firstResponseMinutes",
                        60,
                        "resolutionMinutes",
                        240));
        var survey = once("/api/v1/surveys", "survey", survey("After a complaint", "COMPLAINT"));
        var opened =
                api.post(
                                "/api/v1/cases",
                                Map.of(
                                        "type", "COMPLAINT",
                                        "channel", "WECHAT",
                                        "customerId", customer,
                                        "subject", "包裹晚到 Parcel came late"))
                        .orThrow()
                        .json();
        var path = "/api/v1/cases/" + opened.path("id").asString();
        terminal.line(
                "  %s %s, policy %s",
                opened.path("number").asString(),
                opened.path("state").asString(),
                opened.path("sla").path("policy").asString());
        for (var clock : opened.path("sla").path("clocks")) {
            terminal.line(
                    "    %-16s %-8s due %s, %d business minutes left",
                    clock.path("kind").asString(),
                    clock.path("state").asString(),
                    clock.path("dueAt").asString(),
                    clock.path("remainingBusinessMinutes").asLong());
        }
        api.post(
                        path + "/transitions",
                        Map.of("deed", "RESOLVE", "note", "Sent again, postage refunded"))
                .orThrow();
        api.post(path + "/transitions", Map.of("deed", "CONFIRM")).orThrow();
        var token = tokenOfInvitation(api, survey, opened.path("id").asString());
        api.post("/api/v1/public/surveys/" + token, Map.of("score", 5)).orThrow();
        var score = api.read("/api/v1/surveys/" + survey + "/score");
        terminal.line(
                "  %s; the customer's answer: 5 of 5. %d answers, %s %% satisfied",
                api.read(path).path("state").asString(),
                score.path("answers").asLong(),
                score.path("satisfiedPercent").asString());
    }

    /** What each closing of a case of this kind asks, however lately the customer was asked. */
    static Map<String, Object> survey(String name, String caseType) {
        return Map.of(
                "name",
                name,
                "question",
                "How content are you with how it was settled?",
                "questionZh",
                "您对处理结果满意吗？",
                "caseTypes",
                List.of(caseType),
                "recontactDays",
                0);
    }

    /** What follows {@code /public/surveys/} in the link of whoever was invited after a case. */
    static String tokenOfInvitation(Api api, String survey, String caseId)
            throws IOException, InterruptedException {
        var path = "/api/v1/surveys/" + survey + "/invitations";
        var after = path + "?caseId=" + caseId;
        await("The invitation", () -> api.read(after).path("items").size() == 1);
        var invitation = api.read(after).path("items").path(0);
        return api.put(
                        path + "/" + invitation.path("id").asString() + "/token",
                        Map.of(),
                        "If-Match",
                        "\"" + invitation.path("version").asLong() + "\"")
                .orThrow()
                .json()
                .path("token")
                .asString();
    }

    /** Who is about to leave, what it would cost, and who was asked to do something about it. */
    void churn() throws IOException, InterruptedException {
        terminal.heading("Who is about to leave 流失预警: by the customer's own rhythm");
        var churn = new Metrics(settings.port(Port.CHURN));
        var engagement = new Metrics(settings.port(Port.ENGAGEMENT));
        await(
                "Churn scoring",
                () ->
                        churn.sum("consumer_lag")
                                                + churn.sum("outbox_pending")
                                                + engagement.sum("consumer_lag")
                                        == 0
                                && api.read("/api/v1/churn-overview")
                                                .path("warnings")
                                                .path("open")
                                                .asLong()
                                        > 0);
        var overview = api.read("/api/v1/churn-overview");
        for (var band : overview.path("bands")) {
            terminal.share(
                    band.path("band").asString(),
                    band.path("customers").asLong(),
                    overview.path("customers").asLong());
        }
        terminal.line("  Open warnings: %,d", overview.path("warnings").path("open").asLong());
        for (var warning :
                api.read("/api/v1/churn-warnings?state=OPEN&sort=-expectedLoss&limit=3")
                        .path("items")) {
            var customer = warning.path("customerId").asString();
            terminal.line(
                    "  %s  score %s, expected loss %s %s",
                    customer,
                    warning.path("score").asString(),
                    warning.path("expectedLoss").path("amount").asString(),
                    warning.path("expectedLoss").path("currency").asString());
            for (var reason : warning.path("reasons")) {
                terminal.line(
                        "    %5s  %s",
                        reason.path("contribution").asString(), reason.path("en").asString());
            }
            var tasks = "/api/v1/customers/" + customer + "/follow-ups";
            await("The follow-up", () -> !api.read(tasks).path("items").isEmpty());
            var task = api.read(tasks).path("items").path(0);
            terminal.line(
                    "    → follow-up %s, due %s",
                    task.path("state").asString(), task.path("dueAt").asString());
        }
    }
}
