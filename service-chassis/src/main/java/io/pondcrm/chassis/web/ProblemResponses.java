package io.pondcrm.chassis.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Documents the one shape of problems on every operation. */
class ProblemResponses implements OpenApiCustomizer {

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "400", "The request can't be read, or a field or parameter is not known",
                    "401", "The access token is missing, expired or not ours",
                    "403", "The token lacks the scope that this operation needs",
                    "404", "Not there, or not for this caller",
                    "406", "No such representation",
                    "429", "The client's budget is used up: wait for Retry-After",
                    "500", "A mistake on our side",
                    "503", "A dependency is away: wait for Retry-After",
                    "504", "A dependency was too slow");
    private static final Map<String, String> WITH_BODY =
            Map.of(
                    "409", "In conflict with what is there, or the same request is still running",
                    "413", "The body is too large",
                    "415", "The body's content type is not supported",
                    "422", "Readable, but not valid");

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas("Problem", problem());
        for (var path : api.getPaths().values()) {
            path.readOperationsMap().forEach(this::document);
        }
    }

    private void document(PathItem.HttpMethod method, Operation operation) {
        ALWAYS.forEach((status, description) -> add(operation, status, description));
        if (operation.getRequestBody() != null || method == PathItem.HttpMethod.POST) {
            WITH_BODY.forEach((status, description) -> add(operation, status, description));
        }
        if (operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(it -> "If-Match".equalsIgnoreCase(it.getName()))) {
            add(operation, "409", "In conflict with what is there");
            add(operation, "412", "Somebody changed it since the version in If-Match");
            add(operation, "428", "If-Match is missing");
        }
    }

    private static void add(Operation operation, String status, String description) {
        var responses = operation.getResponses();
        var declared = responses.get(status);
        if (declared == null) {
            declared = new ApiResponse().description(description);
            responses.addApiResponse(status, declared);
        }
        declared.setContent(
                new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType()
                                        .schema(
                                                new Schema<>()
                                                        .$ref("#/components/schemas/Problem"))));
    }

    private static Schema<?> problem() {
        var error = new ObjectSchema();
        error.addProperty(
                "pointer",
                text(
                        "JSON pointer into the body, or ?name for a parameter",
                        "/contactPoints/0/value"));
        error.addProperty("code", text("Stable code", "phone-format"));
        error.addProperty(
                "detail",
                text(
                        "What is wrong and what would be right",
                        "Use the international form, e.g. +8613800138000"));
        error.setRequired(List.of("pointer", "code", "detail"));
        var problem = new ObjectSchema();
        problem.setDescription(
                "RFC 9457. code is stable and never translated; title and detail follow Accept-Language (en, zh-CN).");
        problem.addProperty(
                "type", text("Relative URI of the kind of problem", "/problems/validation"));
        problem.addProperty(
                "title", text("The kind of problem, for people", "Some fields are not valid"));
        problem.addProperty("status", new IntegerSchema().example(422));
        problem.addProperty(
                "detail",
                text(
                        "What happened and what to do next",
                        "Correct the fields named in errors and send it again"));
        problem.addProperty("instance", text("The path of the request", "/api/v1/customers"));
        problem.addProperty("code", text("Stable code", "validation"));
        problem.addProperty(
                "traceId",
                text("Quote it when you ask for help", "4bf92f3577b34da6a3ce929d0e0e4736"));
        problem.addProperty("errors", new ArraySchema().items(error));
        problem.setRequired(List.of("type", "title", "status", "code"));
        problem.getProperties()
                .values()
                .forEach(it -> ((Schema<?>) it).addExtension("x-data-class", "PUBLIC"));
        error.getProperties()
                .values()
                .forEach(it -> ((Schema<?>) it).addExtension("x-data-class", "PUBLIC"));
        return problem;
    }

    private static Schema<?> text(String description, String example) {
        return new StringSchema().description(description).example(example);
    }
}
