package io.pondcrm.canary.basket;

import java.util.List;

/** Breaks rule 7 in field, parameter and result. */
record Price(double amount, List<Price> parts) {
    static Float half(float[] of) {
        return of[0] / 2;
    }
}
