package io.pondcrm.segmentation.matrix;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Matrix", description = "Customers by two groupings at once")
class MatrixController {

    private static final String STANDINGS = "standings";

    private final MongoOperations mongo;
    private final HeldTiers tiers;
    private final LifecycleSchemes lifecycles;
    private final Clock clock;

    MatrixController(
            MongoOperations mongo, HeldTiers tiers, LifecycleSchemes lifecycles, Clock clock) {
        this.mongo = mongo;
        this.tiers = tiers;
        this.lifecycles = lifecycles;
        this.clock = clock;
    }

    @GetMapping("/matrix")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerMatrix",
            summary = "Customers by two groupings, each customer once",
            description = "RFM segment is that of the model rfm-default.")
    MatrixPayloads.Matrix matrix(
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "tier",
                                                "stage",
                                                "rfmSegment",
                                                "abcClass"
                                            }))
                    @RequestParam("x")
                    String x,
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "stage",
                                                "tier",
                                                "rfmSegment",
                                                "abcClass"
                                            }))
                    @RequestParam("y")
                    String y,
            @Parameter(description = "retail-membership if left out", example = "three-layer")
                    @RequestParam(name = "tierScheme", required = false)
                    @Nullable String tierScheme,
            @Parameter(description = "lifecycle-5 if left out", example = "lifecycle-4")
                    @RequestParam(name = "lifecycleScheme", required = false)
                    @Nullable String lifecycleScheme) {
        var across = dimension("?x", x);
        var down = dimension("?y", y);
        if (across == down) {
            throw refused("?y", "dimension", "Another dimension than x", "须与 x 不同");
        }
        return count(across, down, schemes(tierScheme, lifecycleScheme));
    }

    private Dimension.Schemes schemes(@Nullable String tierScheme, @Nullable String lifecycle) {
        var known = tiers.listSchemes();
        if (tierScheme != null && !known.contains(tierScheme)) {
            throw refusedScheme("?tierScheme", String.join(", ", known));
        }
        var main = lifecycles.main();
        var meant =
                lifecycle == null
                        ? main
                        : lifecycles
                                .find(lifecycle)
                                .orElseThrow(() ->
                                        refusedScheme(
                                                "?lifecycleScheme",
                                                Stream.concat(
                                                                Stream.of(main.id()),
                                                                lifecycles.listFurther().stream()
                                                                        .map(Editions::id))
                                                        .collect(Collectors.joining(", "))));
        return new Dimension.Schemes(
                tierScheme == null ? TierSchemes.MAIN : tierScheme,
                tierScheme == null || tierScheme.equals(TierSchemes.MAIN),
                meant,
                meant.id().equals(main.id()));
    }

    private static RuntimeException refusedScheme(String parameter, String known) {
        return refused(parameter, "scheme", "One of " + known, "请使用 " + known);
    }

    /** One look over all customers, so that nobody is counted twice or forgotten. */
    private MatrixPayloads.Matrix count(Dimension x, Dimension y, Dimension.Schemes schemes) {
        record Groups(String x, String y) {}
        var counts = new HashMap<Groups, Long>();
        var grouped =
                new Document(
                        "$group",
                        new Document(
                                        "_id",
                                        new Document("x", x.expression(schemes))
                                                .append("y", y.expression(schemes)))
                                .append("customers", new Document("$sum", 1)));
        mongo.aggregate(
                        Aggregation.newAggregation(Aggregation.stage(grouped)),
                        STANDINGS,
                        Document.class)
                .forEach(row -> {
                    var id = row.get("_id", Document.class);
                    counts.merge(
                            new Groups(orUnknown(id.getString("x")), orUnknown(id.getString("y"))),
                            row.get("customers", Number.class).longValue(),
                            Long::sum);
                });
        var columns =
                values(
                        y,
                        schemes,
                        counts.keySet().stream().map(Groups::y).collect(Collectors.toSet()));
        var rows = new ArrayList<MatrixPayloads.Row>();
        for (var group :
                values(
                        x,
                        schemes,
                        counts.keySet().stream().map(Groups::x).collect(Collectors.toSet()))) {
            var cells =
                    columns.stream()
                            .map(it ->
                                    new MatrixPayloads.Cell(
                                            it, counts.getOrDefault(new Groups(group, it), 0L)))
                            .toList();
            rows.add(
                    new MatrixPayloads.Row(
                            group,
                            cells.stream().mapToLong(MatrixPayloads.Cell::customers).sum(),
                            cells));
        }
        return new MatrixPayloads.Matrix(
                x.wireName(),
                y.wireName(),
                rows.stream().mapToLong(MatrixPayloads.Row::customers).sum(),
                rows,
                clock.instant());
    }

    /** All values in order, those that only the store knows behind them, and the unknown last. */
    private List<String> values(Dimension dimension, Dimension.Schemes schemes, Set<String> found) {
        var values = new LinkedHashSet<>(dimension.values(schemes, tiers));
        values.addAll(new TreeSet<>(found));
        values.remove(MatrixPayloads.UNKNOWN);
        values.add(MatrixPayloads.UNKNOWN);
        return List.copyOf(values);
    }

    private static String orUnknown(@Nullable String value) {
        return value == null ? MatrixPayloads.UNKNOWN : value;
    }

    private static Dimension dimension(String parameter, String wireName) {
        var known =
                Arrays.stream(Dimension.values())
                        .map(Dimension::wireName)
                        .collect(Collectors.joining(", "));
        return Dimension.find(wireName)
                .orElseThrow(
                        () -> refused(parameter, "dimension", "One of " + known, "请使用 " + known));
    }

    private static RuntimeException refused(String parameter, String code, String en, String zh) {
        return WebProblem.INVALID_PARAMETER.exception(
                List.of(new FieldError(parameter, code, new Text(en, zh))));
    }
}
