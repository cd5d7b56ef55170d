package io.pondcrm.segmentation.score.domain;

import io.pondcrm.segmentation.facts.domain.Purchase;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that decided a score, written down: the rules first, then one line for each thing that
 * they were applied to. Equal inputs, equal lines, equal score.
 */
public record Inputs(List<String> lines) {

    public Inputs {
        lines = List.copyOf(lines);
    }

    /**
     * @param rules names the rules and their version
     * @param purchases what they were applied to
     */
    public static Inputs of(String rules, List<Purchase> purchases) {
        var lines = new ArrayList<String>(purchases.size() + 1);
        lines.add(rules);
        for (var purchase : purchases) {
            lines.add(
                    "%s|%s|%s"
                            .formatted(
                                    purchase.transactionId(),
                                    purchase.occurredAt(),
                                    purchase.signedAmount().stripTrailingZeros().toPlainString()));
        }
        return new Inputs(lines);
    }

    /** The same and more: what was looked at beside purchases, one line each. */
    public Inputs and(List<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(lines);
        all.addAll(more);
        return new Inputs(all);
    }

    /** The SHA-256 of the lines in UTF-8, joined by line feeds, after {@code sha256:}. */
    public String hash() {
        return InputsHash.of(String.join("\n", lines));
    }
}
