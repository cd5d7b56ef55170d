package io.pondcrm.chassis.inbox;

/** Why a record can't be handled, however often it comes. */
class Poison extends Exception {

    Poison(String reason) {
        super(reason, null, false, false);
    }
}
