package io.pondcrm.customer.profile;

import io.pondcrm.chassis.security.Caller;

/** What provenance says of whoever sent a request. */
final class Sources {

    private Sources() {}

    static String of(Caller caller) {
        return caller.system()
                .map(system -> "partner:" + system)
                .orElse("client:" + caller.clientId());
    }
}
