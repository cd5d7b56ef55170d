package io.pondcrm.chassis.inbox;

import java.time.Instant;

/**
 * One event as it arrived. It may have arrived before, and events of other documents may overtake
 * it.
 *
 * @param id {@code evt_…}; the same each time the event is delivered
 * @param type its name on the wire
 * @param source the service that sent it, for example {@code /customer-service}
 * @param sequence the version of the document that carried it: later changes of that document have
 *     higher ones
 * @param time when the change was decided
 * @param event the contract's record
 */
public record Delivery(
        String id, String type, String source, long sequence, Instant time, Record event) {}
