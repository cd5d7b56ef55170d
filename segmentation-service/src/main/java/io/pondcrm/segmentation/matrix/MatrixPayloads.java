package io.pondcrm.segmentation.matrix;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What callers see of a matrix. */
final class MatrixPayloads {

    /** Stands for customers who are in no group of a dimension. */
    static final String UNKNOWN = "UNKNOWN";

    private MatrixPayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "MatrixCell", description = "How many customers are in both groups")
    record Cell(@Schema(example = "LOYAL") String y, long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "MatrixRow", description = "One group of x, by every group of y")
    record Row(
            @Schema(example = "GOLD") String x,
            @Schema(description = "The sum of its cells") long customers,
            List<Cell> cells) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "CustomerMatrix",
            description = "Every customer once; those in no group of a dimension as UNKNOWN")
    record Matrix(
            @Schema(example = "tier") String x,
            @Schema(example = "stage") String y,
            @Schema(description = "All customers: the sum of the rows") long customers,
            @Schema(description = "In the dimension's order; UNKNOWN comes last") List<Row> rows,
            Instant asOf) {}
}
