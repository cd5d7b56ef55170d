package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.util.List;

/**
 * Nothing changed: all that a customer allows or does not is told once more, because a copy of it
 * was not as it should be. What it does not name was never said. Its sequence is above that of all
 * copies.
 *
 * @param customerId whose consents they are; also the record's key
 * @param consents what was told last of each use over each channel
 */
@EventType(value = "consent.restated.v1", topic = "crm.consent.v1")
public record ConsentRestatedV1(String customerId, List<StatedConsent> consents) {}
