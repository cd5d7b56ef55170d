package io.pondcrm.engagement.playbook.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Comparator;

/** A customer bought something. */
public record Sale(String transaction, CustomerId customer, Instant at) {

    /** Earliest first, the same at each look. */
    public static final Comparator<Sale> IN_ORDER =
            Comparator.comparing(Sale::at).thenComparing(Sale::transaction);
}
