package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** What the members of a segment are, beside all customers. Not for several threads. */
public final class SegmentProfile {

    private static final List<String> ATTRIBUTES =
            List.of(
                    "kind",
                    "region",
                    "gender",
                    "ageBand",
                    "locale",
                    "tags",
                    "systems",
                    "channels",
                    "tier",
                    "lifecycleStage",
                    "rfmSegment",
                    "abcClass");
    private static final String SPEND = "spend365d";

    private final TraitCounts counts = new TraitCounts();
    private BigDecimal memberSpend = BigDecimal.ZERO;
    private BigDecimal spend = BigDecimal.ZERO;

    /** Looks at one customer. */
    public void add(SegmentSubject customer, boolean isMember) {
        counts.customer(isMember);
        for (var attribute : ATTRIBUTES) {
            counts.has(attribute, values(customer, attribute), isMember);
        }
        var spent = (BigDecimal) Objects.requireNonNull(customer.field(SPEND));
        spend = spend.add(spent);
        if (isMember) {
            memberSpend = memberSpend.add(spent);
        }
    }

    private static List<String> values(SegmentSubject customer, String attribute) {
        return switch (customer.field(attribute)) {
            case null -> List.of();
            case Collection<?> several -> several.stream().map(Object::toString).toList();
            case Object one -> List.of(one.toString());
        };
    }

    /** Who has what. */
    public TraitCounts counts() {
        return counts;
    }

    /** What members spent in a year, less refunds, in the currency of segments. */
    public BigDecimal memberSpend() {
        return memberSpend;
    }

    /** What all customers spent. */
    public BigDecimal spend() {
        return spend;
    }
}
