package io.pondcrm.customer.view;

import io.pondcrm.chassis.inbox.Delivery;

/** What callers read of where a delivery came from. */
final class Wording {

    private Wording() {}

    /** The event's name without its version: {@code tier.changed.v1} is {@code tier.changed}. */
    static String typeOf(Delivery delivery) {
        var type = delivery.type();
        var version = type.lastIndexOf(".v");
        return version < 0 ? type : type.substring(0, version);
    }

    /** The service's name: {@code /segmentation-service} is {@code segmentation-service}. */
    static String sourceOf(Delivery delivery) {
        var source = delivery.source();
        return source.startsWith("/") ? source.substring(1) : source;
    }
}
