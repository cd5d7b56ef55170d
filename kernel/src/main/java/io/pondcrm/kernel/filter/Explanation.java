package io.pondcrm.kernel.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a filter matches, or why it does not.
 *
 * @param because the comparisons that settled it, in the filter's order: those that held under a
 *     matching {@code any}, those that failed under a failing {@code all}, and so on; empty for a
 *     filter without comparisons
 */
public record Explanation(boolean matches, List<Clause> because) {

    public Explanation {
        because = List.copyOf(because);
    }

    /**
     * @param pointer JSON pointer of the comparison in the filter's tree
     * @param comparison what was asked
     * @param held the comparison's own outcome, before any {@code not} around it
     * @param actual what the field held, or what the events came to; null if nothing
     */
    public record Clause(
            String pointer, Filter.Comparison comparison, boolean held, @Nullable Object actual) {}
}
