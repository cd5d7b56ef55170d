package io.pondcrm.engagement.contact.domain;

import io.pondcrm.kernel.CustomerId;

/** The contact cards of all customers, as customer-service has them at this moment. */
public interface ContactCards {

    /** Asks how to address a customer by e-mail. Waits a bounded time, retries included. */
    CardAnswer ask(CustomerId customer, Purpose purpose);
}
