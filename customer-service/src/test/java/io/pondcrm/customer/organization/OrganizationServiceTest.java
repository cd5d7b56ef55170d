package io.pondcrm.customer.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.customer.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class OrganizationServiceTest {

    @LocalServerPort int port;
    @Autowired TestClock clock;

    private Api ops;

    @BeforeEach
    void client() {
        ops = Api.ops(port);
    }

    private String organization(String name) {
        return ops.post(
                        "/customers",
                        "{\"kind\":\"ORGANIZATION\",\"displayName\":\"%s\"}".formatted(name))
                .text("/id");
    }

    private Api.Answer join(String organization, String parent) {
        return ops.put(
                "/customers/" + organization + "/parent",
                "{\"parentId\":\"%s\"}".formatted(parent),
                "If-Match",
                "*");
    }

    private Api.Answer say(String organization, int year, String figures, String... headers) {
        return ops.put(
                "/customers/%s/firmographics/%d".formatted(organization, year), figures, headers);
    }

    private static List<String> membersOf(Api.Answer hierarchy) {
        assertThat(hierarchy.status()).as(hierarchy.raw().body()).isEqualTo(200);
        var members = new ArrayList<String>();
        hierarchy
                .body()
                .at("/members")
                .forEach(it -> members.add(it.path("customerId").asString()));
        return members;
    }

    @Test
    void a_group_has_what_its_members_have_together_now_and_as_we_knew_it_then() {
        var group = organization("Group");
        var plant = organization("Plant");
        var shop = organization("Shop");
        assertThat(join(plant, group).status()).isEqualTo(200);
        assertThat(join(shop, plant).text("/parentId")).isEqualTo(plant);
        say(
                group,
                2024,
                "{\"employees\":10,\"revenue\":{\"amount\":\"100.00\",\"currency\":\"CNY\"}}");
        say(
                plant,
                2024,
                "{\"employees\":200,\"revenue\":{\"amount\":\"50.50\",\"currency\":\"CNY\"}}");
        var euros = "{\"revenue\":{\"amount\":\"7.00\",\"currency\":\"EUR\"},\"marketShare\":0.12}";
        say(shop, 2023, euros);
        var then = ops.get("/customers/" + group + "/hierarchy");

        clock.advance(Duration.ofDays(30));
        assertThat(say(plant, 2024, "{\"employees\":300}").status()).isEqualTo(412);
        var corrected =
                say(
                        plant,
                        2024,
                        "{\"employees\":300,\"source\":\"annual-report\"}",
                        "If-Match",
                        "\"1\"");
        assertThat(corrected.text("/source")).isEqualTo("client:ops/annual-report");
        var left = ops.delete("/customers/" + shop + "/parent", "If-Match", "*");
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.body().has("parentId")).isFalse();

        var now = ops.get("/customers/" + group + "/hierarchy");
        assertThat(membersOf(now)).containsExactly(group, plant);
        assertThat(now.body().at("/rollUp/employees").asLong()).isEqualTo(310);
        assertThat(now.body().at("/rollUp/revenue").toString())
                .isEqualTo("[{\"amount\":\"100.00\",\"currency\":\"CNY\"}]");
        var asOf = ops.get("/customers/" + group + "/hierarchy?asOf=" + then.text("/asOf"));
        assertThat(asOf.body()).isEqualTo(then.body());
        assertThat(membersOf(asOf)).containsExactly(group, plant, shop);
        assertThat(asOf.body().at("/rollUp/employees").asLong()).isEqualTo(210);
        assertThat(asOf.body().at("/rollUp/revenue").toString())
                .isEqualTo(
                        "[{\"amount\":\"150.50\",\"currency\":\"CNY\"},{\"amount\":\"7.00\",\"currency\":\"EUR\"}]");
        assertThat(
                        ops.get("/customers/" + shop + "/hierarchy?asOf=" + then.text("/asOf"))
                                .body()
                                .at("/ancestors")
                                .toString())
                .isEqualTo("[\"%s\",\"%s\"]".formatted(plant, group));
        assertThat(
                        ops.get(
                                        "/customers/%s/firmographics?asOf=%s"
                                                .formatted(plant, then.text("/asOf")))
                                .text("/items/0/employees"))
                .isEqualTo("200");
        assertThat(ops.get("/customers/" + plant + "/firmographics/2024").etag())
                .isEqualTo("\"2\"");
    }

    @Test
    void nobody_is_a_part_of_itself_and_hierarchies_have_ten_levels() {
        var chain = new ArrayList<String>();
        for (var level = 1; level <= 11; level++) {
            chain.add(organization("Level " + level));
        }
        for (var level = 1; level < 10; level++) {
            assertThat(join(chain.get(level), chain.get(level - 1)).status()).isEqualTo(200);
        }

        assertThat(join(chain.get(10), chain.get(9)).text("/code")).isEqualTo("hierarchy-too-deep");
        assertThat(join(chain.get(0), chain.get(10)).text("/code")).isEqualTo("hierarchy-too-deep");
        assertThat(join(chain.get(0), chain.get(9)).text("/code")).isEqualTo("parent-circle");
        assertThat(join(chain.get(0), chain.get(0)).text("/code")).isEqualTo("parent-circle");
        assertThat(join(chain.get(0), "cus_nobody").errors())
                .containsExactly("/parentId no-organization");
        var person = ops.post("/customers", "{\"displayName\":\"Ada\"}").text("/id");
        assertThat(ops.get("/customers/" + person + "/hierarchy").status()).isEqualTo(404);
        assertThat(join(person, chain.get(0)).text("/code")).isEqualTo("not-an-organization");
    }

    @Test
    void writers_who_would_close_a_circle_together_do_not() throws Exception {
        try (var writers = Executors.newFixedThreadPool(3)) {
            for (var round = 0; round < 10; round++) {
                var ring = List.of(organization("A"), organization("B"), organization("C"));
                var deeds = new ArrayList<Callable<Integer>>();
                for (var at = 0; at < 3; at++) {
                    var part = ring.get(at);
                    var whole = ring.get((at + 1) % 3);
                    deeds.add(() -> join(part, whole).status());
                }

                var done = 0;
                for (var outcome : writers.invokeAll(deeds)) {
                    assertThat(outcome.get()).isIn(200, 409);
                    done += outcome.get() == 200 ? 1 : 0;
                }

                assertThat(done).isLessThan(3);
            }
        }
    }

    @Test
    void merged_organizations_keep_their_parts_and_figures_under_the_survivor() {
        var survivor = organization("Acme");
        var merged = organization("Acme Ltd");
        var part = organization("Part");
        join(part, merged);
        say(merged, 2024, "{\"employees\":5}");

        var merge =
                ops.post(
                        "/customers/" + survivor + "/merges",
                        "{\"mergedCustomerId\":\"%s\"}".formatted(merged));

        assertThat(merge.status()).isEqualTo(201);
        var both = ops.get("/customers/" + survivor + "/hierarchy");
        assertThat(membersOf(both)).containsExactly(survivor, part);
        assertThat(both.body().at("/rollUp/employees").asLong()).isEqualTo(5);
        assertThat(ops.get("/customers/" + part + "/parent").text("/parentId")).isEqualTo(survivor);
        assertThat(join(survivor, part).text("/code")).isEqualTo("parent-circle");
    }
}
