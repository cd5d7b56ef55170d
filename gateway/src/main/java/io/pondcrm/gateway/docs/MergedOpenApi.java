package io.pondcrm.gateway.docs;

import io.pondcrm.gateway.routing.domain.Destination;
import io.pondcrm.gateway.routing.domain.RouteTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the services' OpenAPI documents together as callers of the gateway see them: only what the
 * route table lets through, one server, one way to authenticate. Components that two services
 * define differently under one name get the later service's name in front.
 */
final class MergedOpenApi {

    private static final String REFERENCE = "$ref";
    private static final String COMPONENTS = "#/components/";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final RouteTable table;
    private final ObjectNode merged;
    private final Set<String> operationIds = new HashSet<>();
    private final Set<String> tags = new TreeSet<>();
    private final Map<String, Set<String>> servicesOfShared = new TreeMap<>();
    private final TreeSet<String> scopes = new TreeSet<>();

    MergedOpenApi(RouteTable table, JsonMapper json) {
        this.table = table;
        merged = json.createObjectNode();
        merged.put("openapi", "3.1.0");
        merged.putObject("info")
                .put("title", "PondCRM")
                .put("version", "v1")
                .put("description", "All services behind the gateway.");
        merged.putArray("servers").addObject().put("url", "/");
        merged.putObject("paths");
        merged.putObject("components");
    }

    /** Adds what one service, or the gateway itself, offers. */
    void add(String service, ObjectNode document) {
        var own = document.deepCopy();
        rename(own, clashes(own), service);
        own.path("components")
                .forEachEntry((section, entries) -> {
                    if (!section.equals("securitySchemes")) {
                        var target = merged.withObject("/components").withObject(section);
                        entries.forEachEntry(target::set);
                    }
                });
        own.path("paths").forEachEntry((path, item) -> addPath(service, path, (ObjectNode) item));
    }

    /**
     * The finished document.
     *
     * @param tokenUrl where a page can get a token with a client's id and secret
     */
    ObjectNode document(String tokenUrl) {
        servicesOfShared.forEach(this::askWhichService);
        var schemes = merged.withObject("/components").withObject("securitySchemes");
        schemes.putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT");
        var flow =
                schemes.putObject("client")
                        .put("type", "oauth2")
                        .putObject("flows")
                        .putObject("clientCredentials")
                        .put("tokenUrl", tokenUrl);
        var names = flow.putObject("scopes");
        scopes.forEach(scope -> names.put(scope, scope));
        var list = merged.putArray("tags");
        tags.forEach(tag -> list.addObject().put("name", tag));
        return merged;
    }

    private Map<String, Set<String>> clashes(ObjectNode own) {
        var clashes = new HashMap<String, Set<String>>();
        var grew = true;
        while (grew) {
            grew = false;
            for (var section : own.path("components").properties()) {
                var known = merged.path("components").path(section.getKey());
                for (var entry : section.getValue().properties()) {
                    if (known.has(entry.getKey())
                            && (!known.path(entry.getKey()).equals(entry.getValue())
                                    || mentions(entry.getValue(), clashes))) {
                        grew |=
                                clashes.computeIfAbsent(section.getKey(), _ -> new TreeSet<>())
                                        .add(entry.getKey());
                    }
                }
            }
        }
        return clashes;
    }

    private static boolean mentions(JsonNode node, Map<String, Set<String>> clashes) {
        return node.findValues(REFERENCE).stream()
                .anyMatch(it -> {
                    var steps = it.asString("").substring(COMPONENTS.length()).split("/", 2);
                    return steps.length == 2
                            && clashes.getOrDefault(steps[0], Set.of()).contains(steps[1]);
                });
    }

    private static void rename(ObjectNode own, Map<String, Set<String>> clashes, String service) {
        if (clashes.isEmpty()) {
            return;
        }
        var references = new HashMap<String, String>();
        clashes.forEach((section, names) -> {
            var entries = own.withObject("/components").withObject(section);
            for (var name : names) {
                entries.set(prefixed(service, name), entries.remove(name));
                references.put(
                        COMPONENTS + section + "/" + name,
                        COMPONENTS + section + "/" + prefixed(service, name));
            }
        });
        for (var holder : own.findParents(REFERENCE)) {
            var renamed = references.get(holder.path(REFERENCE).asString(""));
            if (renamed != null) {
                ((ObjectNode) holder).put(REFERENCE, renamed);
            }
        }
    }

    private static String prefixed(String service, String name) {
        return capitalized(service) + capitalized(name);
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private void addPath(String service, String path, ObjectNode item) {
        var target = merged.withObject("/paths");
        for (var entry : item.properties()) {
            if (!METHODS.contains(entry.getKey())) {
                continue;
            }
            var isShared = isShared(path);
            if (!isShared && !leadsTo(service, path)) {
                continue;
            }
            if (isShared) {
                servicesOfShared.computeIfAbsent(path, _ -> new TreeSet<>()).add(service);
            }
            var methods =
                    target.has(path) ? (ObjectNode) target.path(path) : target.putObject(path);
            if (!methods.has(entry.getKey())) {
                methods.set(entry.getKey(), operation(service, (ObjectNode) entry.getValue()));
            }
        }
    }

    private boolean leadsTo(String service, String path) {
        return switch (table.find("GET", path, service)) {
            case Destination.Service(var route) -> route.service().equals(service);
            case Destination.Here _ -> service.equals(OpenApiDocument.GATEWAY);
            case Destination.Several _, Destination.Nowhere _ -> false;
        };
    }

    private static boolean isShared(String path) {
        return path.equals(RouteTable.BASE + "jobs")
                || path.startsWith(RouteTable.BASE + "jobs/")
                || path.startsWith(RouteTable.BASE + "admin/")
                || path.equals(RouteTable.BASE + "audit-events")
                || path.startsWith(RouteTable.BASE + "audit-events/")
                || path.equals(RouteTable.BASE + "retention-rules");
    }

    private ObjectNode operation(String service, ObjectNode operation) {
        operation.put("x-service", service);
        var id = operation.path("operationId").asString("");
        if (!id.isEmpty() && !operationIds.add(id)) {
            var unique = service + capitalized(id);
            operationIds.add(unique);
            operation.put("operationId", unique);
        }
        operation.path("tags").forEach(tag -> tags.add(tag.asString("")));
        if (operation.path("security") instanceof ArrayNode ways && !ways.isEmpty()) {
            var needed = ways.path(0).path("token");
            needed.forEach(scope -> scopes.add(scope.asString("")));
            if (!ways.path(0).has("client")) {
                ways.addObject().set("client", needed.deepCopy());
            }
        }
        return operation;
    }

    /** A job's id says whose it is; a list of jobs, or an administrator, must say so itself. */
    private void askWhichService(String path, Set<String> services) {
        if (path.startsWith(RouteTable.BASE + "jobs/")) {
            return;
        }
        for (var entry : merged.path("paths").path(path).properties()) {
            var parameters = ((ObjectNode) entry.getValue()).withArray("/parameters");
            for (var at = parameters.size() - 1; at >= 0; at--) {
                // A service that passes it over may name it all the same: it must stand once.
                if (parameters.get(at).path("name").asString().equals("service")) {
                    parameters.remove(at);
                }
            }
            var parameter = parameters.addObject();
            parameter
                    .put("name", "service")
                    .put("in", "query")
                    .put("required", true)
                    .put("description", "Whose is meant: each service has its own");
            var names = parameter.putObject("schema").put("type", "string").putArray("enum");
            services.forEach(names::add);
        }
    }
}
