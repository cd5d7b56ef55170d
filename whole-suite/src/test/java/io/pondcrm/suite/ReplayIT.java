package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * R6 for every consumer of the suite: whoever hears everything again from the first event on knows
 * what it knew, says nothing and sends nothing.
 */
@ExtendWith(RunningSuite.class)
class ReplayIT {

    private static final List<String> SERVICES =
            List.of("customer", "segmentation", "engagement", "feedback", "churn");

    /** Moments at which an answer was put together, not at which anything happened. */
    private static final Pattern OF_THE_READING =
            Pattern.compile(
                    "(/items/\\d+)?/(asOf|knownAt|computedAt|explanation)"
                            + "|/(consents|purchases)/asOf");

    @Test
    void all_that_ever_happened_may_be_heard_again(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var customers = lives(staff);
        staff.awaitCalm();
        staff.awaitJob(pond.ops.post("/api/v1/rfm-models/rfm-default/runs", Map.of()).orThrow());
        staff.awaitCalm();
        var before = known(staff, customers);
        var mails = staff.mails().size();
        var topics = new Topics(pond);
        var told = topics.ends(it -> it.startsWith("crm.") && !it.endsWith(".dlt"));

        for (var service : SERVICES) {
            pond.processes.stop(service, Duration.ofSeconds(20));
        }
        assertThat(forgetWhatWasHeard(topics)).isGreaterThan(20L * customers.size());
        pond.suite.up();
        staff.awaitCalm();

        assertThat(known(staff, customers)).isEqualTo(before);
        assertThat(staff.mails()).hasSize(mails);
        topics.read(
                told,
                it -> assertThat(new String(it.key(), UTF_8)).as(it.topic()).isNotIn(customers));
    }

    /** Everything that the suite does for a customer, for six of them. */
    private static List<String> lives(Staff staff) throws Exception {
        var pond = staff.pond();
        var lines = new ArrayList<>(List.of("externalId,kind,displayName,email,tags"));
        for (var number = 0; number < 6; number++) {
            lines.add(
                    "replay-%d,PERSON,Fixture %d,replay-%d@replay.example,replay"
                            .formatted(number, number, number));
        }
        staff.importAll("customers", lines);
        var survey = staff.survey("SUGGESTION");
        var customers = new ArrayList<String>();
        for (var number = 0; number < 6; number++) {
            var customer = staff.customer("replay-" + number);
            customers.add(customer);
            Outreach.agreeToMarketing(pond.ops, customer, "form");
            for (var sale = 0; sale < 3; sale++) {
                Writers.oldSale(pond, "replay-" + number + "-" + sale, customer).orThrow();
            }
            Writers.visit(pond, "replay-visit-" + number, customer).orThrow();
            var suggestion =
                    "/api/v1/cases/"
                            + staff.make(
                                    "/api/v1/cases",
                                    Map.of(
                                            "type", "SUGGESTION",
                                            "channel", "EMAIL",
                                            "customerId", customer,
                                            "subject", "More tea"));
            pond.ops
                    .post(suggestion + "/transitions", Map.of("deed", "RESOLVE", "note", "Yes"))
                    .orThrow();
            staff.move(suggestion, "CONFIRM");
            var id = suggestion.substring(suggestion.lastIndexOf('/') + 1);
            var token = Outreach.tokenOfInvitation(pond.ops, survey, id);
            pond.ops.post("/api/v1/public/surveys/" + token, Map.of("score", 4)).orThrow();
        }
        var segment = staff.segment("Replay", "replay", "");
        staff.awaitMembers(segment, customers.size());
        staff.campaign(segment, "Once", "Once only");
        for (var customer : customers) {
            await().atMost(Staff.PATIENCE)
                    .until(() ->
                            staff.list("/api/v1/customers/" + customer + "/follow-ups").size()
                                    == 1);
        }
        return customers;
    }

    /** What each service says of each customer. */
    private static Map<String, String> known(Staff staff, List<String> customers) throws Exception {
        var known = new TreeMap<String, String>();
        for (var customer : customers) {
            for (var what :
                    List.of(
                            "360",
                            "timeline?limit=1000",
                            "tier",
                            "tier/history",
                            "lifecycle",
                            "lifecycle/history",
                            "rfm",
                            "scores",
                            "entitlements",
                            "segments",
                            "churn-score",
                            "churn-warnings",
                            "follow-ups",
                            "messages")) {
                var path = "/api/v1/customers/" + customer + "/" + what;
                var answer = staff.pond().ops.read(path);
                known.put(path, String.join("\n", lines("", answer)));
            }
            for (var its : staff.list("/api/v1/cases?customerId=" + customer)) {
                known.put(its.path("id").asString(), String.join("\n", lines("", its)));
            }
        }
        return known;
    }

    /** Each value with the way to it, in an order of its own. */
    private static List<String> lines(String path, JsonNode node) {
        var lines = new ArrayList<String>();
        if (node.isObject()) {
            node.properties()
                    .forEach(it -> lines.addAll(lines(path + "/" + it.getKey(), it.getValue())));
            lines.sort(Comparator.naturalOrder());
        } else if (node.isArray()) {
            for (var at = 0; at < node.size(); at++) {
                lines.addAll(lines(path + "/" + at, node.path(at)));
            }
        } else if (!OF_THE_READING.matcher(path).matches()) {
            lines.add(path + " = " + node);
        }
        return lines;
    }

    /**
     * @return how many events will be heard again, by all groups together
     */
    static long forgetWhatWasHeard(Topics topics) throws Exception {
        var events = 0L;
        try (var admin = Admin.create(topics.settings())) {
            for (var group : admin.listGroups().all().get()) {
                var heard =
                        admin.listConsumerGroupOffsets(group.groupId())
                                .partitionsToOffsetAndMetadata()
                                .get();
                events += heard.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
                var nothing = new HashMap<TopicPartition, OffsetAndMetadata>();
                heard.keySet().forEach(it -> nothing.put(it, new OffsetAndMetadata(0)));
                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(() -> {
                            admin.alterConsumerGroupOffsets(group.groupId(), nothing).all().get();
                            return true;
                        });
            }
        }
        return events;
    }
}
