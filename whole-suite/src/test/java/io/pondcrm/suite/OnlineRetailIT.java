package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PublicData;
import io.pondcrm.suite.RunningSuite.Pond;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A year of a real wholesaler's invoices (UCI Online Retail, CC BY 4.0), as {@code ./pond import}
 * sends them.
 */
@ExtendWith(RunningSuite.class)
@Order(RunningSuite.LATE)
class OnlineRetailIT {

    static final String AS_OF = "2011-12-10T00:00:00Z";
    static final Path MAPPING = Path.of("../examples/online-retail-mapping.json");

    @Test
    void a_partner_s_file_goes_in_once_and_every_total_is_right(Pond pond) throws Exception {
        var invoices = PublicData.ONLINE_RETAIL.file();
        var staff = new Staff(pond);
        var imports = new Imports(pond.ops, new Terminal(System.out, false));
        imports.map("transactions", "online-retail", MAPPING);

        var counters = imports.run("transactions", "online-retail", invoices).path("counters");

        assertThat(counters.path("read").asLong()).isEqualTo(22_190);
        assertThat(counters.path("applied").asLong()).isEqualTo(22_190);
        assertThat(counters.path("rejected").asLong()).isZero();
        staff.awaitCalm();
        var names = names(staff);
        assertThat(names).hasSize(4_372);
        var buyers = buyers();
        var buyersById = new TreeMap<String, Buyer>();
        names.forEach((id, number) -> {
            var buyer = Objects.requireNonNull(buyers.get(number));
            if (buyer.sales > 0) {
                buyersById.put(id, buyer);
            }
        });

        var model = scored(pond);
        var members = staff.list(model + "/members?asOf=" + AS_OF);
        var totals = new TreeMap<String, BigDecimal>();
        members.forEach(it ->
                totals.put(
                        it.path("customerId").asString(),
                        new BigDecimal(it.path("values").path("monetary").path("amount").asString())
                                .stripTrailingZeros()));
        var wanted = new TreeMap<String, BigDecimal>();
        buyersById.forEach((id, buyer) -> wanted.put(id, buyer.net.stripTrailingZeros()));
        assertThat(totals).isEqualTo(wanted);

        var cells = new TreeMap<String, Integer>();
        for (var cell :
                pond.ops
                        .get(model + "/distribution?asOf=" + AS_OF)
                        .orThrow()
                        .json()
                        .path("cells")) {
            cells.put(cell.path("cell").asString(), cell.path("customers").asInt());
        }
        assertThat(cells).isEqualTo(cells(buyersById));

        var second = imports.run("transactions", "online-retail", invoices).path("counters");
        assertThat(second.path("unchanged").asLong()).isEqualTo(22_190);
        assertThat(second.path("applied").asLong()).isZero();
    }

    /** The partner's customer number of each customer id. */
    private static Map<String, String> names(Staff staff) throws Exception {
        var names = new TreeMap<String, String>();
        for (var customer : staff.list("/api/v1/customers")) {
            for (var external : customer.path("externalIds")) {
                if (external.path("system").asString().equals("online-retail")) {
                    names.put(customer.path("id").asString(), external.path("key").asString());
                }
            }
        }
        return names;
    }

    private static String scored(Pond pond) throws Exception {
        var model =
                pond.ops
                        .post(
                                "/api/v1/rfm-models",
                                Map.of(
                                        "name",
                                        "Online Retail",
                                        "currency",
                                        "GBP",
                                        "zone",
                                        "Europe/London"))
                        .orThrow()
                        .json()
                        .path("id")
                        .asString();
        var job =
                pond.ops
                        .post("/api/v1/rfm-models/" + model + "/runs", Map.of("asOf", AS_OF))
                        .orThrow()
                        .header("Location");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() ->
                        assertThat(pond.ops.get(job).orThrow().json().path("state").asString())
                                .isEqualTo("SUCCEEDED"));
        return "/api/v1/rfm-models/" + model;
    }

    /** What one customer did, added up without any of the product's code. */
    private static final class Buyer {
        String lastSale = "";
        int sales;
        BigDecimal net = BigDecimal.ZERO;

        String day() {
            return lastSale;
        }

        int sales() {
            return sales;
        }

        BigDecimal net() {
            return net;
        }
    }

    private static Map<String, Buyer> buyers() throws Exception {
        var buyers = new TreeMap<String, Buyer>();
        for (var line : Files.readAllLines(PublicData.ONLINE_RETAIL.file())) {
            var row = line.split(",");
            if (row[0].equals("invoice")) {
                continue;
            }
            var buyer = buyers.computeIfAbsent(row[1], _ -> new Buyer());
            buyer.net = buyer.net.add(new BigDecimal(row[5]));
            if (!row[0].startsWith("C")) {
                buyer.sales++;
                var day = row[2].substring(0, 10);
                buyer.lastSale = day.compareTo(buyer.lastSale) > 0 ? day : buyer.lastSale;
            }
        }
        return buyers;
    }

    /** Quintiles by rank: score 1 + i * 5 / n for the i-th of n, ties by ascending customer id. */
    private static Map<String, Integer> cells(Map<String, Buyer> buyersById) {
        var recency = scores(buyersById, Comparator.comparing(Buyer::day));
        var frequency = scores(buyersById, Comparator.comparingInt(Buyer::sales));
        var monetary = scores(buyersById, Comparator.comparing(Buyer::net));
        var cells = new TreeMap<String, Integer>();
        for (var id : buyersById.keySet()) {
            cells.merge(
                    "" + recency.get(id) + frequency.get(id) + monetary.get(id), 1, Integer::sum);
        }
        return cells;
    }

    private static Map<String, Integer> scores(
            Map<String, Buyer> buyersById, Comparator<Buyer> order) {
        var ranked =
                buyersById.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Buyer>comparingByValue(order)
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList();
        var scores = new TreeMap<String, Integer>();
        for (var at = 0; at < ranked.size(); at++) {
            scores.put(ranked.get(at), 1 + (int) (at * 5L / ranked.size()));
        }
        return scores;
    }
}
