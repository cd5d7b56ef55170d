package io.pondcrm.chassis.inbox;

/**
 * Something to do at each start of the service, once the broker answers and the topics are there,
 * before any handler gets an event. What fails is done again a second later.
 */
@FunctionalInterface
public interface BeforeEvents {

    /** Does it; the same again must do no harm. */
    void run();
}
