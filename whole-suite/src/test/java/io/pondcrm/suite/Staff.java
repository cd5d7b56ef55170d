package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a company's people do through the gateway, for journeys to tell in few words. */
record Staff(Pond pond) {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Posts something new and gives its id. */
    String make(String path, Object body) throws Exception {
        return pond.ops.post(path, body).orThrow().json().path("id").asString();
    }

    /** Reads everything of a list. */
    List<JsonNode> list(String path) throws Exception {
        var items = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var separator = path.contains("?") ? "&" : "?";
            var page = pond.ops.read(path + separator + "limit=1000" + cursor);
            page.path("items").forEach(items::add);
            cursor =
                    page.path("nextCursor").isString()
                            ? "&cursor=" + Api.encode(page.path("nextCursor").asString())
                            : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** Sends rows as CSV to an import; every row must be applied. */
    void importAll(String kind, List<String> lines) throws Exception {
        var file = Files.createTempFile(pond.settings.home(), kind, ".csv");
        try {
            Files.write(file, lines);
            var job =
                    new Imports(pond.ops, new Terminal(System.out, false)).run(kind, "shop", file);
            assertThat(job.path("counters").path("applied").asLong()).isEqualTo(lines.size() - 1);
        } finally {
            Files.delete(file);
        }
    }

    /** The id of a customer whom the shop knows by this key. */
    String customer(String key) throws Exception {
        return pond.ops.read("/api/v1/customers/by-external-id/shop/" + key).path("id").asString();
    }

    /** A segment of everybody who has a tag and, where it is named, a tier. */
    String segment(String name, String tag, String tier) throws Exception {
        var tagged = Map.of("field", "tags", "op", "contains", "value", tag);
        return make(
                "/api/v1/segments",
                Map.of(
                        "name",
                        name,
                        "predicate",
                        tier.isEmpty()
                                ? tagged
                                : Map.of(
                                        "all",
                                        List.of(
                                                tagged,
                                                Map.of(
                                                        "field", "tier",
                                                        "op", "eq",
                                                        "value", tier)))));
    }

    /** Waits until segmentation has found so many members. */
    void awaitMembers(String segment, int members) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(list("/api/v1/segments/" + segment + "/members"))
                                .hasSize(members));
    }

    /** Waits until no service has anything to say or to hear. */
    void awaitCalm() {
        await().atMost(Duration.ofMinutes(5))
                .during(Duration.ofSeconds(4))
                .until(() -> Metrics.waiting(pond.settings) == 0);
    }

    /** Waits for the job that an answer's Link names, or else its Location. */
    void awaitJob(Api.Answer answer) {
        var link = answer.header("Link");
        var job = link.isEmpty() ? answer.header("Location") : link.substring(1, link.indexOf('>'));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() ->
                        assertThat(pond.ops.read(job).path("state").asString())
                                .isEqualTo("SUCCEEDED"));
    }

    /** Writes to a segment and waits for the last message's end. */
    String campaign(String segment, String subject, String text) throws Exception {
        return campaign(segment, subject, text, Map.of());
    }

    /** The same with nobody held out by chance, where each of a few has to be written to. */
    String campaignToAll(String segment, String subject, String text) throws Exception {
        return campaign(
                segment,
                subject,
                text,
                Map.of("holdoutPercent", 0, "holdoutReason", "A few are no sample"));
    }

    private String campaign(
            String segment, String subject, String text, Map<String, Object> holdout)
            throws Exception {
        var template =
                make(
                        "/api/v1/templates",
                        Map.of(
                                "name",
                                subject,
                                "variables",
                                List.of(),
                                "texts",
                                List.of(Map.of("locale", "en", "subject", subject, "text", text))));
        var wanted = new HashMap<>(holdout);
        wanted.putAll(Map.of("name", subject, "segmentId", segment, "templateId", template));
        var campaign = make("/api/v1/campaigns", wanted);
        var path = "/api/v1/campaigns/" + campaign;
        pond.ops.post(path + "/launch", Map.of()).orThrow();
        await().atMost(PATIENCE)
                .until(() -> pond.ops.read(path).path("state").asString().equals("DONE"));
        return path;
    }

    /** Moves a case on, deed by deed. */
    void move(String path, String... deeds) throws Exception {
        for (var deed : deeds) {
            pond.ops.post(path + "/transitions", Map.of("deed", deed)).orThrow();
        }
    }

    /** What is asked after each case of a kind. */
    String survey(String caseType) throws Exception {
        return make("/api/v1/surveys", Outreach.survey(caseType, caseType));
    }

    /** Everything in the mail sink. */
    List<JsonNode> mails() throws IOException, InterruptedException {
        return Outreach.mails(pond.settings).valueStream().toList();
    }

    /** A week of the same hours, each from and until in turn. */
    static List<Map<String, Object>> week(List<String> days, String... hours) {
        var intervals = new ArrayList<Map<String, String>>();
        for (var at = 0; at < hours.length; at += 2) {
            intervals.add(Map.of("from", hours[at], "until", hours[at + 1]));
        }
        return days.stream()
                .map(day -> Map.<String, Object>of("day", day, "hours", intervals))
                .toList();
    }

    static List<String> weekdays(int first, int last) {
        return Arrays.stream(java.time.DayOfWeek.values())
                .filter(day -> day.getValue() >= first && day.getValue() <= last)
                .map(Enum::name)
                .toList();
    }
}
