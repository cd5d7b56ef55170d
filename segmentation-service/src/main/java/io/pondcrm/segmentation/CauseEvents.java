package io.pondcrm.segmentation;

import io.pondcrm.contracts.segmentation.Cause;
import io.pondcrm.segmentation.standing.domain.Mover;

/** Says in the words of the contracts what moved a customer, whatever it moved them to. */
public final class CauseEvents {

    private CauseEvents() {}

    /** The same in the contract's words. */
    public static Cause cause(Mover mover) {
        return switch (mover) {
            case Mover.Event(var source) -> new Cause("EVENT", source.type(), source.id());
            case Mover.Time() -> new Cause("TIME", null, null);
            case Mover.Definition() -> new Cause("DEFINITION", null, null);
        };
    }
}
