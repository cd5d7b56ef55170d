package io.pondcrm.canary.basket;

/** Breaks rule 6. */
class BasketMapper {}
