package io.pondcrm.exemplar.chassis.paging;

import io.pondcrm.exemplar.chassis.basics.Ticker;

public record Page(Ticker ticker) {}
