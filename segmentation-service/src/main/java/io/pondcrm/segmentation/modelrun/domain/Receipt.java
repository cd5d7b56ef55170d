package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A sale whose goods' categories are known. Each category has an equal share of it.
 *
 * @param categories at least one
 */
record Receipt(Instant at, List<String> categories) {

    Receipt {
        categories = List.copyOf(categories);
    }

    /** What one category has of the receipt. */
    double share() {
        return 1.0 / categories.size();
    }

    /** A customer's receipts until a moment, oldest first. */
    static List<Receipt> of(CustomerFacts facts, Instant until) {
        var receipts = new ArrayList<Receipt>();
        for (var purchase : facts.purchases()) {
            if (purchase.occurredAt().isAfter(until)) {
                break;
            }
            if (purchase.isSale() && !purchase.categories().isEmpty()) {
                receipts.add(new Receipt(purchase.occurredAt(), purchase.categories()));
            }
        }
        return receipts;
    }
}
