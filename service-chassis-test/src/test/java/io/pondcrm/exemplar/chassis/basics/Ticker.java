package io.pondcrm.exemplar.chassis.basics;

public interface Ticker {
    long next();
}
