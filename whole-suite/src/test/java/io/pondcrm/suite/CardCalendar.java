package io.pondcrm.suite;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A member's card day by day, reckoned by the shop's leaflet and nothing of ours: silver from
 * 2,000.00 and gold from 10,000.00 within 365 days, a better card at once, a lesser one only when
 * twelve months and then thirty days have passed.
 */
final class CardCalendar {

    private static final List<String> CARDS = List.of("STANDARD", "SILVER", "GOLD");
    private static final List<BigDecimal> FROM =
            List.of(BigDecimal.ZERO, new BigDecimal("2000.00"), new BigDecimal("10000.00"));
    private static final Period MEMBERSHIP = Period.ofMonths(12);
    private static final Period GRACE = Period.ofDays(30);

    private final NavigableMap<LocalDate, BigDecimal> tickets;
    private final List<String> moves = new ArrayList<>();
    private final NavigableMap<LocalDate, Integer> cards = new TreeMap<>();
    private int card;
    private LocalDate review;
    private boolean inGrace;

    /**
     * @param tickets one a day at most; there is one
     * @param until the last day to tell of
     */
    CardCalendar(NavigableMap<LocalDate, BigDecimal> tickets, LocalDate until) {
        this.tickets = tickets;
        var first = tickets.firstKey();
        review = first.plus(MEMBERSHIP);
        moves.add(first + " ENTERED ->STANDARD");
        for (var day = first; !day.isAfter(until); day = day.plusDays(1)) {
            if (day.equals(review)) {
                review(day, earned(day.minusDays(1), day));
            }
            if (tickets.containsKey(day)) {
                buy(day, earned(day, day));
            }
            cards.put(day, card);
        }
    }

    private void review(LocalDate day, int earned) {
        if (earned >= card) {
            renew(day);
        } else if (inGrace) {
            tell(day, "LOWERED", card, earned);
            begin(day, earned);
        } else {
            tell(day, "LOWERING_SCHEDULED", card, earned);
            review = day.plus(GRACE);
            inGrace = true;
        }
    }

    private void buy(LocalDate day, int earned) {
        if (earned > card) {
            tell(day, "RAISED", card, earned);
            begin(day, earned);
        } else if (inGrace && earned == card) {
            renew(day);
        }
    }

    private void renew(LocalDate day) {
        tell(day, "RENEWED", card, card);
        begin(day, card);
    }

    private void begin(LocalDate day, int now) {
        card = now;
        review = day.plus(MEMBERSHIP);
        inGrace = false;
    }

    private void tell(LocalDate day, String move, int from, int to) {
        moves.add("%s %s %s>%s".formatted(day, move, CARDS.get(from), CARDS.get(to)));
    }

    /** The card for the purchases up to a day that count on another. */
    private int earned(LocalDate last, LocalDate day) {
        var spend =
                tickets.subMap(day.minusDays(364), true, last, true).values().stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        var earned = 0;
        while (earned + 1 < FROM.size() && spend.compareTo(FROM.get(earned + 1)) >= 0) {
            earned++;
        }
        return earned;
    }

    /** Each as its day, what happened, and the cards before and after. */
    List<String> moves() {
        return moves;
    }

    /** The day on which a card was given for the first time. */
    LocalDate firstDayOf(String wanted) {
        return cards.entrySet().stream()
                .filter(it -> CARDS.get(it.getValue()).equals(wanted))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** The card that is shown when something is bought within the first year: yesterday's. */
    String shownAtCheckout(LocalDate day) {
        return CARDS.get(Objects.requireNonNull(cards.get(day.minusDays(1))));
    }
}
