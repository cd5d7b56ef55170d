package io.pondcrm.canary.shop;

import io.pondcrm.canary.contracts.CratePackedV1;
import java.util.Optional;

/** Breaks rule 3: it is neither …Events nor …Handler; and rule 10: its package says nothing. */
public class ShopShelf {
    Optional<CratePackedV1> packed = Optional.empty();
}
