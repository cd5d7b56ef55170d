package io.pondcrm.customer.view.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;

/** What other services say about all customers, one document for each customer. */
public interface ViewParts {

    /**
     * Takes in what was said, in a handful of round trips however much it is. Older words than
     * those that are there are passed over, so that order and repetition do not matter.
     */
    void putAll(List<ViewPart> parts);

    /** All that other services say about a customer; empty where nothing has arrived. */
    List<ViewPart> of(CustomerId customer);
}
