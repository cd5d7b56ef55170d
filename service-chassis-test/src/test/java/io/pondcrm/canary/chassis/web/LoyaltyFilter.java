package io.pondcrm.canary.chassis.web;

import io.pondcrm.canary.chassis.jobs.Cursor;
import io.pondcrm.canary.contracts.CratePackedV1;
import java.util.Optional;

/** Breaks rule 12: a business noun, a contract, and another capability. */
public class LoyaltyFilter {
    Optional<CratePackedV1> packed = Optional.empty();
    Optional<Cursor> cursor = Optional.empty();
}
