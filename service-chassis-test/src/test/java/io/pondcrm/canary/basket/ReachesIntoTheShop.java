package io.pondcrm.canary.basket;

import io.pondcrm.canary.shop.ShopShelf;

/** Breaks rule 2: the shop's shelf is no part of its domain. */
class ReachesIntoTheShop {
    final ShopShelf shelf = new ShopShelf();
}
