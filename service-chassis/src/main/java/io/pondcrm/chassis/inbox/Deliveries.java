package io.pondcrm.chassis.inbox;

import java.util.List;

/**
 * What arrived for one customer, in order.
 *
 * @param key the customer's id
 * @param events at least one; an event that was delivered twice at once stands here once
 */
public record Deliveries(String key, List<Delivery> events) {

    public Deliveries {
        events = List.copyOf(events);
    }
}
