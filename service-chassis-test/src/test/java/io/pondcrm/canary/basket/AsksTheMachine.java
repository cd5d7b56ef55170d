package io.pondcrm.canary.basket;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Breaks rule 5 in every way; the last line is allowed. */
class AsksTheMachine {
    Instant now = Instant.now();
    Supplier<Instant> later = Instant::now;
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    UUID id = UUID.randomUUID();
    long millis = System.currentTimeMillis();
    Clock clock = Clock.systemUTC();

    @SuppressWarnings("JavaUtilDate")
    Date date = new Date();

    List<Instant> allowed = List.of(Instant.now(clock));
}
