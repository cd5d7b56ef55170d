package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What other definitions say of customers: at each moment the version that was in force then, by
 * what had happened until then.
 */
public interface OtherScores {

    /** Where there are no other definitions: each such measure is missing. */
    OtherScores NONE = (_, _, _) -> List.of();

    /**
     * What was said of one customer from one moment to another.
     *
     * @return oldest first, what was said at {@link Span#from} being the first; none where nothing
     *     ever was
     */
    List<Said> follow(Measure.Scored measure, CustomerFacts facts, Span span);

    /**
     * What is asked about.
     *
     * @param asOf the moment of the question; definitions that came later are not known then
     * @param until how far to look ahead as things stand at {@code asOf}, not before it
     * @param currency of amounts; none is said in another one
     */
    record Span(Instant from, Instant asOf, Instant until, String currency) {

        /** What of it lies in this span, with what was said last before; the same said once. */
        public List<Said> of(List<Said> all) {
            var within = new ArrayList<Said>();
            for (var said : all) {
                if (said.from.isAfter(until)) {
                    break;
                }
                if (within.size() == 1 && !said.from.isAfter(from)) {
                    within.clear();
                }
                if (within.isEmpty() || !within.getLast().saysAs(said)) {
                    within.add(said);
                }
            }
            return within;
        }
    }

    /**
     * Something said, until the next.
     *
     * @param value a {@link java.math.BigDecimal} or a word, as the measure has it; null for
     *     nothing
     * @param by the definition and its version, as {@code rfm-default/3}
     */
    record Said(Instant from, @Nullable Object value, String by) {

        private boolean saysAs(Said other) {
            return Objects.equals(value, other.value) && by.equals(other.by);
        }
    }
}
