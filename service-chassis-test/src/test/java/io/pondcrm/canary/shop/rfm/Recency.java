package io.pondcrm.canary.shop.rfm;

/** Keeps rule 7: a model may calculate. */
record Recency(double days) {}
