package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.RowOutcome;
import io.pondcrm.customer.imports.domain.RowTarget;
import io.pondcrm.customer.mapping.domain.RowPlan;
import io.pondcrm.customer.mapping.domain.TargetField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rows of a part in lanes side by side, so that one lane computes while another waits
 * for the store. Rows that name the same customer share a lane and keep their order.
 *
 * @param naming the fields that name the customer, the first that a row fills counts
 */
record ParallelRows(RowTarget target, List<TargetField> naming) implements RowTarget {

    /** Part of the lanes' names for ever: after a crash, a row must find its lane again. */
    private static final int LANES = 3;

    private static final int TOO_FEW = 60;

    ParallelRows {
        naming = List.copyOf(naming);
    }

    private record Lane(List<Integer> positions, List<@Nullable String[]> rows) {}

    @Override
    public List<RowOutcome> applyAll(
            RowPlan plan, List<@Nullable String[]> rows, String system, String batch) {
        if (rows.size() < TOO_FEW) {
            return target.applyAll(plan, rows, system, batch);
        }
        var lanes =
                IntStream.range(0, LANES)
                        .mapToObj(_ -> new Lane(new ArrayList<>(), new ArrayList<>()))
                        .toList();
        for (var index = 0; index < rows.size(); index++) {
            var lane = lanes.get(Math.floorMod(nameIn(plan, rows.get(index)).hashCode(), LANES));
            lane.positions().add(index);
            lane.rows().add(rows.get(index));
        }
        var outcomes = new RowOutcome[rows.size()];
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<List<RowOutcome>>>();
            for (var at = 0; at < LANES; at++) {
                var lane = lanes.get(at);
                var name = batch + "/" + at;
                results.add(workers.submit(() -> target.applyAll(plan, lane.rows(), system, name)));
            }
            for (var at = 0; at < LANES; at++) {
                var positions = lanes.get(at).positions();
                var found = results.get(at).get();
                for (var row = 0; row < found.size(); row++) {
                    outcomes[positions.get(row)] = found.get(row);
                }
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped between the lanes of " + batch, stopped);
        }
        return List.of(outcomes);
    }

    private String nameIn(RowPlan plan, @Nullable String[] row) {
        return naming.stream()
                .map(field -> plan.find(field, row))
                .filter(Objects::nonNull)
                .findFirst()
                .map(String::strip)
                .orElse("");
    }
}
