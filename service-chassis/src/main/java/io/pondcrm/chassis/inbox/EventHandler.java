package io.pondcrm.chassis.inbox;

import java.util.List;

/** Takes events in. The one place of a feature where contracts come in from outside. */
public interface EventHandler {

    /** What it wants to hear of, and under which name its position is kept. */
    Subscription subscription();

    /**
     * Brings a batch to effect. When it returns, the events count as handled.
     *
     * <p>Events arrive at least once and the batch may be handed over again after a crash: effects
     * must be the same the second time. A failure of the store or broker ({@code
     * TransientDataAccessException} and its like) makes the whole batch wait and come again. Any
     * other exception makes the events come again one at a time; the one that fails alone goes to
     * the dead-letter topic, and later events of its customer wait behind it.
     *
     * @param batch one element for each customer, each customer once
     */
    void handle(List<Deliveries> batch);
}
