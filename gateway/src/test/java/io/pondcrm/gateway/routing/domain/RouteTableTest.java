package io.pondcrm.gateway.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private static final RouteTable TABLE = RouteTable.POND;
    private static final String ADA = "cus_01h455vb4pex5vsknk084sn02q";

    record Claim(Owner owner, String name) {}

    static Stream<Claim> collections() {
        return TABLE.owners().stream()
                .flatMap(owner -> owner.collections().stream().map(it -> new Claim(owner, it)));
    }

    static Stream<Claim> aspects() {
        return TABLE.owners().stream()
                .flatMap(owner -> owner.aspects().stream().map(it -> new Claim(owner, it)));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void each_collection_goes_to_its_owner_with_all_below_it(Claim claim) {
        for (var rest : List.of("", "/one", "/one/two", "/one/two/three")) {
            assertThat(TABLE.find("GET", "/api/v1/" + claim.name() + rest, null))
                    .isEqualTo(usual(claim.owner().service()));
        }
    }

    @ParameterizedTest
    @MethodSource("aspects")
    void each_aspect_of_a_customer_goes_to_its_owner(Claim claim) {
        for (var rest : List.of("", "/history")) {
            assertThat(
                            TABLE.find(
                                    "GET",
                                    "/api/v1/customers/" + ADA + "/" + claim.name() + rest,
                                    null))
                    .isEqualTo(usual(claim.owner().service()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/consents",
                "/timeline",
                "/360",
                "/external-ids/shop",
                "/nothing-we-know",
                "/tiers"
            })
    void everything_else_of_a_customer_stays_with_the_customer_service(String rest) {
        assertThat(TABLE.find("GET", "/api/v1/customers/" + ADA + rest, null))
                .isEqualTo(usual("customer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-external-id/tier/7", "by-external-id/segments/rfm", "search/rfm"})
    void a_partner_called_like_an_aspect_is_not_mistaken_for_one(String rest) {
        assertThat(TABLE.find("PUT", "/api/v1/customers/" + rest, null))
                .isEqualTo(usual("customer"));
    }

    @ParameterizedTest
    @CsvSource({
        "customerjob_01h4, customer",
        "segmentationjob_01h4, segmentation",
        "churnjob_01h4, churn"
    })
    void a_job_goes_to_the_service_that_its_id_names(String id, String service) {
        for (var rest : List.of("", "/rejects")) {
            assertThat(TABLE.find("GET", "/api/v1/jobs/" + id + rest, null))
                    .isEqualTo(usual(service));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"job_01h4", "billingjob_01h4", "customerjob", "", "_"})
    void a_job_of_nobody_is_not_found(String id) {
        assertThat(TABLE.find("GET", "/api/v1/jobs/" + id, "customer"))
                .isEqualTo(new Destination.Nowhere());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "admin",
                "admin/dead-letters",
                "admin/dead-letters/redrive",
                "audit-events",
                "audit-events/verification",
                "retention-rules"
            })
    void what_every_service_has_goes_to_the_one_that_the_caller_names(String path) {
        assertThat(TABLE.find("GET", "/api/v1/" + path, "customer")).isEqualTo(usual("customer"));
        assertThat(TABLE.find("GET", "/api/v1/" + path, "segmentation"))
                .isEqualTo(usual("segmentation"));
        assertThat(TABLE.find("GET", "/api/v1/" + path, null)).isEqualTo(several());
        assertThat(TABLE.find("GET", "/api/v1/" + path, "billing")).isEqualTo(several());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v2/customers",
                "/api/v1/billings",
                "/api/v1/customer",
                "/api/v1/Customers",
                "/customers",
                "/v3/api-docs",
                "/api/v1/openapi.json/x",
                "/actuator/env"
            })
    void what_nobody_owns_is_not_found(String path) {
        assertThat(TABLE.find("GET", path, null)).isEqualTo(new Destination.Nowhere());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "capabilities", "limits", "health"})
    void a_few_things_the_gateway_answers_itself(String name) {
        assertThat(TABLE.find("GET", "/api/v1/" + name, null)).isEqualTo(new Destination.Here());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, customer-imports, IMPORT",
        "POST, transaction-imports, IMPORT",
        "GET, customer-imports, USUAL",
        "GET, customer-imports/imp_1/rejects, USUAL",
        "POST, customers/batch, BATCH",
        "POST, transactions/batch, BATCH",
        "POST, customers/cus_1/transactions/batch, BATCH",
        "GET, customers/batch, USUAL",
        "POST, customers, USUAL",
        "POST, customers/search, USUAL",
    })
    void files_and_batches_get_larger_limits(String method, String path, Traffic traffic) {
        assertThat(TABLE.find(method, "/api/v1/" + path, null))
                .isEqualTo(new Destination.Service(new Route("customer", traffic)));
    }

    @Test
    void one_entry_adds_a_service() {
        var billing = new Owner("billing", Set.of("invoices"), Set.of("balance"), Set.of());
        var table =
                new RouteTable(Stream.concat(TABLE.owners().stream(), Stream.of(billing)).toList());

        assertThat(table.find("GET", "/api/v1/invoices", null)).isEqualTo(usual("billing"));
        assertThat(table.find("GET", "/api/v1/customers/" + ADA + "/balance", null))
                .isEqualTo(usual("billing"));
        assertThat(table.find("GET", "/api/v1/jobs/billingjob_1", null))
                .isEqualTo(usual("billing"));
        assertThat(table.find("GET", "/api/v1/admin/x", "billing")).isEqualTo(usual("billing"));
    }

    @Test
    void nothing_has_two_owners() {
        var one = new Owner("one", Set.of("things"), Set.of("thing"), Set.of());

        assertThatThrownBy(() ->
                        new RouteTable(
                                List.of(
                                        one,
                                        new Owner("two", Set.of("things"), Set.of(), Set.of()))))
                .hasMessage("things belongs to both one and two");
        assertThatThrownBy(() ->
                        new RouteTable(
                                List.of(
                                        one,
                                        new Owner("two", Set.of(), Set.of("thing"), Set.of()))))
                .hasMessage("thing belongs to both one and two");
        assertThatThrownBy(() ->
                        new RouteTable(
                                List.of(new Owner("one", Set.of("jobs"), Set.of(), Set.of()))))
                .hasMessage("jobs can't be owned");
    }

    private static Destination usual(String service) {
        return new Destination.Service(new Route(service, Traffic.USUAL));
    }

    private static Destination several() {
        return new Destination.Several(
                TABLE.owners().stream()
                        .map(Owner::service)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
