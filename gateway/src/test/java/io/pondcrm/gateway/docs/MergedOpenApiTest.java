package io.pondcrm.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.gateway.routing.domain.RouteTable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MergedOpenApiTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final MergedOpenApi merge = new MergedOpenApi(RouteTable.POND, JSON);

    @Test
    void each_service_brings_what_the_route_table_lets_through() {
        merge.add(
                "customer",
                api(
                        """
                        {"paths":{
                          "/api/v1/customers/{id}":{"get":{"operationId":"get"}},
                          "/api/v1/customers/{id}/tier":{"get":{"operationId":"wrong"}},
                          "/internal":{"get":{"operationId":"hidden"}}}}\
                        """));
        merge.add(
                "segmentation",
                api(
                        """
                        {"paths":{"/api/v1/customers/{id}/tier":{"get":{"operationId":"tier"}}}}\
                        """));

        var document = merge.document("http://issuer/token");

        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(document.path("paths").propertyNames())
                .containsExactlyInAnyOrder("/api/v1/customers/{id}", "/api/v1/customers/{id}/tier");
        var tier = document.path("paths").path("/api/v1/customers/{id}/tier").path("get");
        assertThat(tier.path("operationId").asString()).isEqualTo("tier");
        assertThat(tier.path("x-service").asString()).isEqualTo("segmentation");
    }

    @Test
    void components_of_one_name_and_one_meaning_are_one() {
        var problem =
                """
                {"components":{"schemas":{"Problem":{"type":"object"}}},"paths":{}}\
                """;
        merge.add("customer", api(problem));
        merge.add("segmentation", api(problem));

        assertThat(merge.document("").path("components").path("schemas").propertyNames())
                .containsExactly("Problem");
    }

    @Test
    void components_of_one_name_and_two_meanings_are_told_apart_with_all_that_mention_them() {
        merge.add(
                "customer",
                api(
                        """
                        {"components":{"schemas":{
                           "Reason":{"type":"string"},
                           "Page":{"properties":{"items":{"$ref":"#/components/schemas/Reason"}}}}},
                         "paths":{}}\
                        """));
        merge.add(
                "segmentation",
                api(
                        """
                        {"components":{"schemas":{
                           "Reason":{"type":"object"},
                           "Page":{"properties":{"items":{"$ref":"#/components/schemas/Reason"}}}}},
                         "paths":{"/api/v1/segments":{"get":{"responses":{"200":{
                           "$ref":"#/components/schemas/Page"}}}}}}\
                        """));

        var document = merge.document("");

        var schemas = document.path("components").path("schemas");
        assertThat(schemas.propertyNames())
                .containsExactlyInAnyOrder(
                        "Reason", "Page", "SegmentationReason", "SegmentationPage");
        assertThat(schemas.at("/Reason/type").asString()).isEqualTo("string");
        assertThat(schemas.at("/SegmentationReason/type").asString()).isEqualTo("object");
        assertThat(schemas.at("/SegmentationPage/properties/items/$ref").asString())
                .isEqualTo("#/components/schemas/SegmentationReason");
        assertThat(document.path("paths").toString())
                .contains("#/components/schemas/SegmentationPage");
    }

    @Test
    void what_every_service_has_stands_once_and_asks_which_service() {
        var jobs =
                """
                {"paths":{
                  "/api/v1/jobs":{"get":{"operationId":"list",
                    "parameters":[{"name":"service","in":"query","required":false}]}},
                  "/api/v1/jobs/{id}":{"get":{"operationId":"find"}},
                  "/api/v1/admin/dead-letters/redrive":{"post":{"operationId":"redrive"}}}}\
                """;
        merge.add("customer", api(jobs));
        merge.add("segmentation", api(jobs));

        var paths = merge.document("").path("paths");

        for (var operation :
                new String[] {
                    "/~1api~1v1~1jobs/get", "/~1api~1v1~1admin~1dead-letters~1redrive/post"
                }) {
            var parameters = paths.at(operation).path("parameters");
            assertThat(parameters).hasSize(1);
            assertThat(parameters.at("/0/name").asString()).isEqualTo("service");
            assertThat(parameters.at("/0/schema/enum").toString())
                    .isEqualTo("[\"customer\",\"segmentation\"]");
        }
        assertThat(paths.at("/~1api~1v1~1jobs~1{id}/get").has("parameters")).isFalse();
    }

    @Test
    void operations_keep_their_own_ids() {
        merge.add(
                "customer",
                api(
                        """
                        {"paths":{"/api/v1/customers":{"get":{"operationId":"list"}}}}\
                        """));
        merge.add(
                "segmentation",
                api(
                        """
                        {"paths":{"/api/v1/segments":{"get":{"operationId":"list"}}}}\
                        """));

        var paths = merge.document("").path("paths");

        assertThat(paths.at("/~1api~1v1~1customers/get/operationId").asString()).isEqualTo("list");
        assertThat(paths.at("/~1api~1v1~1segments/get/operationId").asString())
                .isEqualTo("segmentationList");
    }

    @Test
    void a_token_can_be_pasted_or_fetched_with_the_scopes_that_operations_name() {
        merge.add(
                "customer",
                api(
                        """
                        {"components":{"securitySchemes":{"token":{"type":"http"}}},
                         "paths":{"/api/v1/customers":{"get":{"security":[{"token":["customers:read"]}]}}}}\
                        """));

        var document = merge.document("http://issuer/token");

        var schemes = document.path("components").path("securitySchemes");
        assertThat(schemes.propertyNames()).containsExactlyInAnyOrder("token", "client");
        assertThat(schemes.at("/client/flows/clientCredentials").toString())
                .isEqualTo(
                        "{\"tokenUrl\":\"http://issuer/token\",\"scopes\":{\"customers:read\":\"customers:read\"}}");
        assertThat(document.at("/paths/~1api~1v1~1customers/get/security").toString())
                .isEqualTo("[{\"token\":[\"customers:read\"]},{\"client\":[\"customers:read\"]}]");
    }

    private static ObjectNode api(String json) {
        return (ObjectNode) JSON.readTree(json);
    }
}
