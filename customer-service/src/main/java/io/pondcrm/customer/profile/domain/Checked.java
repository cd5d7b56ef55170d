package io.pondcrm.customer.profile.domain;

/** A value that was read from text: in its canonical form, or with what is wrong about it. */
sealed interface Checked {

    record Good(String value) implements Checked {}

    record Bad(Flaw.Kind kind) implements Checked {}
}
