package io.pondcrm.kernel.filter;

import java.util.ArrayList;
import java.util.List;

/** Finds the comparisons that settle a filter's outcome. */
final class Explainer {

    private Explainer() {}

    static Explanation explain(Filter filter, String pointer, Subject subject) {
        return switch (filter) {
            case Filter.All all -> {
                var parts = parts(all.of(), pointer + "/all/", subject);
                yield settled(parts, parts.stream().allMatch(Explanation::matches));
            }
            case Filter.Any any -> {
                var parts = parts(any.of(), pointer + "/any/", subject);
                yield settled(parts, parts.stream().anyMatch(Explanation::matches));
            }
            case Filter.Not not -> {
                var part = explain(not.of(), pointer + "/not", subject);
                yield new Explanation(!part.matches(), part.because());
            }
            case Filter.Comparison comparison -> {
                var actual = Values.actual(Values.of(comparison.operand(), subject));
                var held = comparison.holds(actual);
                yield new Explanation(
                        held, List.of(new Explanation.Clause(pointer, comparison, held, actual)));
            }
        };
    }

    private static List<Explanation> parts(List<Filter> filters, String pointer, Subject subject) {
        var parts = new ArrayList<Explanation>();
        for (var filter : filters) {
            parts.add(explain(filter, pointer + parts.size(), subject));
        }
        return parts;
    }

    /** Those parts settle it that came out as the whole did. */
    private static Explanation settled(List<Explanation> parts, boolean outcome) {
        return new Explanation(
                outcome,
                parts.stream()
                        .filter(part -> part.matches() == outcome)
                        .flatMap(part -> part.because().stream())
                        .toList());
    }
}
