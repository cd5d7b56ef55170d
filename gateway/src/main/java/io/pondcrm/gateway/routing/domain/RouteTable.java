package io.pondcrm.gateway.routing.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The one route table. Nothing is rewritten: a path is the same here and at its service. */
public final class RouteTable {

    /** Before every path. */
    public static final String BASE = "/api/v1/";

    /** Every service has these; a job's id or the parameter {@code service} says whose is meant. */
    private static final String JOBS = "jobs";

    private static final String ADMIN = "admin";
    private static final String AUDIT = "audit-events";
    private static final String RETENTION = "retention-rules";
    private static final Set<String> EVERYWHERE = Set.of(JOBS, ADMIN, AUDIT, RETENTION);
    private static final String CUSTOMERS = "customers";
    private static final Set<String> OWN =
            Set.of("openapi.json", "capabilities", "limits", "health");

    /** Who owns what in PondCRM. */
    public static final RouteTable POND =
            new RouteTable(
                    List.of(
                            new Owner(
                                    "customer",
                                    Set.of(
                                            CUSTOMERS,
                                            "customer-imports",
                                            "transactions",
                                            "transaction-imports",
                                            "interactions",
                                            "contact-cards",
                                            "partners",
                                            "exports",
                                            "reconciliations",
                                            "drift-checks",
                                            "attribute-definitions",
                                            "forms",
                                            "intake",
                                            "data-subject-requests",
                                            "privacy-notices",
                                            "data-uses",
                                            "data-recipients",
                                            "data-quality",
                                            "findings",
                                            "webhook-subscriptions",
                                            "change-feed",
                                            "event-stream",
                                            "api-clients",
                                            "security-assessments"),
                                    Set.of(),
                                    Set.of(
                                            "customer-imports",
                                            "transaction-imports",
                                            "reconciliations")),
                            new Owner(
                                    "segmentation",
                                    Set.of(
                                            "segments",
                                            "rfm-models",
                                            "abc-classifications",
                                            "lifecycle-schemes",
                                            "tier-schemes",
                                            "clv-models",
                                            "contract-models",
                                            "scores",
                                            "benefits",
                                            "need-profiles",
                                            "associations",
                                            "models",
                                            "model-runs",
                                            "matrix",
                                            "resource-plans",
                                            "opportunity-gaps",
                                            "presets"),
                                    Set.of(
                                            "rfm",
                                            "abc",
                                            "lifecycle",
                                            "tier",
                                            "segments",
                                            "scores",
                                            "clv",
                                            "need-forecast",
                                            "need-profile",
                                            "model-groups",
                                            "entitlements"),
                                    Set.of()),
                            new Owner(
                                    "engagement",
                                    Set.of(
                                            "campaigns",
                                            "templates",
                                            "messages",
                                            "care-programs",
                                            "follow-ups",
                                            "playbooks",
                                            "loyalty-accounts",
                                            "earning-rules"),
                                    Set.of("messages", "follow-ups", "enrolments"),
                                    Set.of()),
                            new Owner(
                                    "churn",
                                    Set.of(
                                            "churn-definitions",
                                            "churn-scores",
                                            "churn-overview",
                                            "churn-warnings"),
                                    Set.of("churn-score", "churn-warnings"),
                                    Set.of()),
                            new Owner(
                                    "feedback",
                                    Set.of(
                                            "cases",
                                            "sla-policies",
                                            "business-calendars",
                                            "sla",
                                            "surveys",
                                            "public"),
                                    Set.of(),
                                    Set.of())));

    private final List<Owner> owners;
    private final Map<String, Owner> byService = new HashMap<>();
    private final Map<String, Owner> byCollection = new HashMap<>();
    private final Map<String, Owner> byAspect = new HashMap<>();
    private final Map<String, Owner> byJobPrefix = new HashMap<>();

    public RouteTable(List<Owner> owners) {
        this.owners = List.copyOf(owners);
        for (var owner : owners) {
            claim(byService, owner.service(), owner);
            claim(byJobPrefix, owner.jobPrefix(), owner);
            owner.aspects().forEach(aspect -> claim(byAspect, aspect, owner));
            for (var collection : owner.collections()) {
                if (OWN.contains(collection) || EVERYWHERE.contains(collection)) {
                    throw new IllegalArgumentException(collection + " can't be owned");
                }
                claim(byCollection, collection, owner);
            }
        }
    }

    private static void claim(Map<String, Owner> claims, String name, Owner owner) {
        var other = claims.put(name, owner);
        if (other != null) {
            throw new IllegalArgumentException(
                    "%s belongs to both %s and %s"
                            .formatted(name, other.service(), owner.service()));
        }
    }

    public List<Owner> owners() {
        return owners;
    }

    /** Every route that a call can take. */
    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var owner : owners) {
            routes.add(new Route(owner.service(), Traffic.USUAL));
            routes.add(new Route(owner.service(), Traffic.BATCH));
            if (!owner.imports().isEmpty()) {
                routes.add(new Route(owner.service(), Traffic.IMPORT));
            }
        }
        return List.copyOf(routes);
    }

    /**
     * Finds the owner of a path.
     *
     * @param path decoded, or a template of an OpenAPI document
     * @param chosen the query parameter {@code service}
     */
    public Destination find(String method, String path, @Nullable String chosen) {
        if (!path.startsWith(BASE)) {
            return new Destination.Nowhere();
        }
        var segments = path.substring(BASE.length()).split("/", -1);
        var first = segments[0];
        if (OWN.contains(first) && segments.length == 1) {
            return new Destination.Here();
        }
        if (first.equals(JOBS) && segments.length > 1) {
            return ownerOfJob(segments[1], method, segments);
        }
        if (EVERYWHERE.contains(first)) {
            var owner = byService.get(chosen == null ? "" : chosen);
            return owner == null
                    ? new Destination.Several(new TreeSet<>(byService.keySet()))
                    : to(owner, method, segments);
        }
        var owner = byCollection.get(first);
        if (first.equals(CUSTOMERS) && segments.length > 2 && isCustomer(segments[1])) {
            owner = byAspect.getOrDefault(segments[2], owner);
        }
        return owner == null ? new Destination.Nowhere() : to(owner, method, segments);
    }

    private Destination ownerOfJob(String id, String method, String[] segments) {
        var owner = byJobPrefix.get(id.substring(0, id.indexOf('_') + 1));
        return owner == null ? new Destination.Nowhere() : to(owner, method, segments);
    }

    /** Else {@code /customers/by-external-id/tier/7} of a partner called "tier" would go astray. */
    private static boolean isCustomer(String segment) {
        return segment.startsWith("cus_") || segment.startsWith("{");
    }

    private static Destination to(Owner owner, String method, String[] segments) {
        var traffic = Traffic.USUAL;
        if (method.equals("POST")
                && segments.length == 1
                && owner.imports().contains(segments[0])) {
            traffic = Traffic.IMPORT;
        } else if (method.equals("POST") && segments[segments.length - 1].equals("batch")) {
            traffic = Traffic.BATCH;
        }
        return new Destination.Service(new Route(owner.service(), traffic));
    }
}
