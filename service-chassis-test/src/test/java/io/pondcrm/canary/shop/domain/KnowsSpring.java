package io.pondcrm.canary.shop.domain;

import org.springframework.context.event.EventListener;

/** Breaks rule 1. */
public class KnowsSpring {
    @EventListener
    void on(String event) {}
}
