package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * R15 and R16 over real processes: an import whose worker is killed again and again takes each row
 * in once and names each bad one; sent again, it changes nothing.
 */
@ExtendWith(RunningSuite.class)
@Order(RunningSuite.LATE)
class KilledImportIT {

    private static final int ROWS = Integer.getInteger("pond.import.rows", 10_000);
    private static final int KILLS = Integer.getInteger("pond.import.kills", 2);
    private static final String SYSTEM = "killed-import";

    /** Bad rows by their position: what they are, and the complaint they earn. */
    private static final Map<Integer, Bad> BAD =
            Map.of(
                    7,
                    new Bad("%s,Ada,no-mail,,1990-02-28," + SYSTEM, "/email email-format"),
                    ROWS / 4,
                    new Bad("%s,Ada,,,1990-02-30," + SYSTEM, "/birthDate date-format"),
                    ROWS / 2,
                    new Bad("%s,Ada,,0,1990-02-28," + SYSTEM, "/phone phone-format"),
                    ROWS / 2 + 1,
                    new Bad("%s,Ada", " column-count"),
                    ROWS - 1,
                    new Bad("%s,\"Ada\"x,,,,", " quote-misplaced"));

    private record Bad(String row, String complaint) {}

    @Test
    void each_row_goes_in_once_however_often_the_worker_is_killed(Pond pond) throws Exception {
        var file = Files.createTempFile(pond.settings.home(), "killed", ".csv");
        try {
            Files.write(file, lines(true));
            var first = importKilling(pond, file);

            assertThat(counters(first))
                    .isEqualTo(
                            Map.of(
                                    "read",
                                    ROWS,
                                    "applied",
                                    ROWS - 5,
                                    "unchanged",
                                    0,
                                    "rejected",
                                    5));
            assertThat(complaints(pond, first)).isEqualTo(expectedComplaints());
            assertThat(keys(pond)).doesNotHaveDuplicates().hasSize(ROWS - 5);

            var again = imports(pond).run("customers", SYSTEM, file);
            assertThat(counters(again))
                    .isEqualTo(
                            Map.of(
                                    "read",
                                    ROWS,
                                    "applied",
                                    0,
                                    "unchanged",
                                    ROWS - 5,
                                    "rejected",
                                    5));

            Files.write(file, lines(false));
            var corrected = imports(pond).run("customers", SYSTEM, file);
            assertThat(counters(corrected))
                    .isEqualTo(
                            Map.of(
                                    "read",
                                    ROWS,
                                    "applied",
                                    5,
                                    "unchanged",
                                    ROWS - 5,
                                    "rejected",
                                    0));
            assertThat(keys(pond)).doesNotHaveDuplicates().hasSize(ROWS);
        } finally {
            Files.delete(file);
        }
    }

    private static JsonNode importKilling(Pond pond, Path file) throws Exception {
        var bytes = Files.readAllBytes(file);
        var job =
                pond.ops
                        .upload(
                                "/api/v1/customer-imports?system=" + SYSTEM,
                                "text/csv",
                                () -> new ByteArrayInputStream(bytes))
                        .orThrow()
                        .header("Location");
        var kills = 0;
        while (true) {
            var before = done(pond, job);
            var now = new JsonNode[1];
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        now[0] = pond.ops.read(job);
                        return isOver(now[0]) || done(now[0]) > before;
                    });
            if (isOver(now[0])) {
                assertThat(now[0].path("state").asString()).as("%s", now[0]).isEqualTo("SUCCEEDED");
                assertThat(kills).as("kills while the import ran").isEqualTo(KILLS);
                return now[0];
            }
            if (kills < KILLS) {
                pond.kill("customer");
                pond.suite.up();
                kills++;
            }
        }
    }

    private static boolean isOver(JsonNode job) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(job.path("state").asString());
    }

    private static long done(Pond pond, String job) throws Exception {
        return done(pond.ops.read(job));
    }

    private static long done(JsonNode job) {
        return job.path("progress").path("done").asLong(0);
    }

    private static Imports imports(Pond pond) {
        return new Imports(pond.ops, new Terminal(System.out, false));
    }

    private static List<String> lines(boolean withBad) {
        var lines = new ArrayList<>(List.of("externalId,displayName,email,phone,birthDate,tags"));
        IntStream.range(0, ROWS)
                .forEach(row -> {
                    var key = "row-" + row;
                    var bad = BAD.get(row);
                    lines.add(
                            withBad && bad != null
                                    ? bad.row().formatted(key)
                                    : key
                                            + ",Ada "
                                            + row
                                            + ",ada"
                                            + row
                                            + "@example.org,,1990-02-28,"
                                            + SYSTEM);
                });
        return lines;
    }

    private static Map<Integer, String> expectedComplaints() {
        var expected = new TreeMap<Integer, String>();
        // The header is line 1.
        BAD.forEach((row, bad) -> expected.put(row + 2, bad.complaint()));
        return expected;
    }

    /** What the rejects file says: line, pointer and code. */
    private static Map<Integer, String> complaints(Pond pond, JsonNode job) throws Exception {
        var rejects = pond.ops.get(job.path("rejectsUrl").asString()).orThrow().text();
        var complaints = new TreeMap<Integer, String>();
        rejects.lines()
                .skip(1)
                .map(line -> line.split(",", 4))
                .forEach(cells ->
                        complaints.put(
                                Integer.parseInt(cells[0]),
                                cells[1].replace("\"", "") + " " + cells[2].replace("\"", "")));
        return complaints;
    }

    private static Map<String, Integer> counters(JsonNode job) {
        var counters = new TreeMap<String, Integer>();
        for (var name : List.of("read", "applied", "unchanged", "rejected")) {
            counters.put(name, job.path("counters").path(name).asInt());
        }
        return counters;
    }

    /** What the system calls its customers, once for each customer that has such a name. */
    private static List<String> keys(Pond pond) throws Exception {
        var keys = new ArrayList<String>();
        var path = "/api/v1/customers?limit=1000&fields=externalIds&tag=" + SYSTEM;
        for (var page = pond.ops.read(path); ; ) {
            for (var customer : page.path("items")) {
                for (var externalId : customer.path("externalIds")) {
                    if (SYSTEM.equals(externalId.path("system").asString())) {
                        keys.add(externalId.path("key").asString());
                    }
                }
            }
            if (!page.path("nextCursor").isString()) {
                return keys;
            }
            page =
                    pond.ops.read(
                            path + "&cursor=" + Api.encode(page.path("nextCursor").asString()));
        }
    }
}
