package io.pondcrm.segmentation.benefit.domain;

/** Every way an attempt to grant a benefit can end. */
public sealed interface Granting {

    /** The benefit with the grant, be it new or from an earlier attempt. */
    record Granted(Benefit benefit, Grant grant) implements Granting {}

    /** The tier has the benefit at some of these moments already. */
    record Overlapping(Grant with) implements Granting {}

    /** The benefit has as many grants as it may. */
    record Full() implements Granting {}
}
