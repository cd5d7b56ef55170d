package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.ProfileHistory;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One customer's purchases and profiles laid out so that any measure at any moment takes a few
 * look-ups: sums over the first n purchases, by which each window is a difference of two. Amounts
 * count in ten-thousandths. Beside them lies what other definitions said.
 */
final class Trail {

    private static final int DECIMALS = 4;
    private static final long NEVER = Long.MIN_VALUE;

    private final List<Purchase> purchases;
    private final List<ProfileHistory.Version> profiles;
    private final Map<Measure.Scored, List<OtherScores.Said>> said;
    private final ZoneId zone;
    private final long knownDay;
    private final long[] days;
    private final long[] net;
    private final long[] netByDay;
    private final long[] sold;
    private final int[] sales;
    private final long[] lastSale;

    /**
     * @param known when the customer became known
     * @param said by each measure of that kind, oldest first
     */
    Trail(
            CustomerFacts facts,
            Instant known,
            String currency,
            ZoneId zone,
            Map<Measure.Scored, List<OtherScores.Said>> said) {
        this.purchases =
                facts.purchases().stream().filter(it -> it.currency().equals(currency)).toList();
        this.profiles = facts.profiles().course();
        this.said = said;
        this.zone = zone;
        this.knownDay = day(known);
        var count = purchases.size();
        this.days = new long[count];
        this.net = new long[count + 1];
        this.netByDay = new long[count + 1];
        this.sold = new long[count + 1];
        this.sales = new int[count + 1];
        this.lastSale = new long[count + 1];
        lastSale[0] = NEVER;
        for (var number = 0; number < count; number++) {
            var purchase = purchases.get(number);
            var amount = units(purchase.signedAmount());
            days[number] = day(purchase.occurredAt());
            net[number + 1] = Math.addExact(net[number], amount);
            netByDay[number + 1] =
                    Math.addExact(
                            netByDay[number], Math.multiplyExact(amount, days[number] - knownDay));
            sold[number + 1] = sold[number] + (purchase.isSale() ? amount : 0);
            sales[number + 1] = sales[number] + (purchase.isSale() ? 1 : 0);
            lastSale[number + 1] = purchase.isSale() ? days[number] : lastSale[number];
        }
    }

    private static long units(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }

    private static BigDecimal amount(long units) {
        var amount = BigDecimal.valueOf(units, DECIMALS).stripTrailingZeros();
        return amount.scale() < 2 ? amount.setScale(2) : amount;
    }

    long day(Instant moment) {
        return LocalDate.ofInstant(moment, zone).toEpochDay();
    }

    /** The day on which the customer became known. */
    long firstDay() {
        return knownDay;
    }

    /**
     * How far along the trail a moment is.
     *
     * @param happened how many purchases have happened
     * @param stated which of the profiles is in force; -1 if there is none
     * @param today as an epoch day
     */
    record Place(Instant moment, int happened, int stated, long today) {

        /** The same on a later day, if nothing happens until then. */
        Place on(long day) {
            return new Place(moment, happened, stated, day);
        }
    }

    Place placeAt(Instant moment) {
        var stated = profiles.size() - 1;
        while (stated > 0 && profiles.get(stated).since().isAfter(moment)) {
            stated--;
        }
        return new Place(moment, happenedBy(moment), stated, day(moment));
    }

    /**
     * When the next purchase happens, the next profile comes into force or another definition says
     * something else; far away for never.
     */
    Instant nextAfter(Place place) {
        var next = Instant.MAX;
        if (place.happened < purchases.size()) {
            next = moment(place.happened);
        }
        if (place.stated + 1 < profiles.size()
                && profiles.get(place.stated + 1).since().isBefore(next)) {
            next = profiles.get(place.stated + 1).since();
        }
        for (var row : said.values()) {
            var turn = saidBy(row, place.moment);
            if (turn < row.size() && row.get(turn).from().isBefore(next)) {
                next = row.get(turn).from();
            }
        }
        return next;
    }

    private Instant moment(int purchase) {
        return purchases.get(purchase).occurredAt();
    }

    private int happenedBy(Instant moment) {
        var low = 0;
        var high = purchases.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (moment(middle).isAfter(moment)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** What another definition says at a place; null where it says nothing yet. */
    OtherScores.@Nullable Said find(Measure.Scored measure, Place place) {
        var row = said.getOrDefault(measure, List.of());
        var count = saidBy(row, place.moment);
        return count == 0 ? null : row.get(count - 1);
    }

    /** How much of a row was said by a moment. */
    private static int saidBy(List<OtherScores.Said> row, Instant moment) {
        var low = 0;
        var high = row.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (row.get(middle).from().isAfter(moment)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * @return null where it can't be told
     */
    @Nullable BigDecimal find(Measure.Figure measure, Place place) {
        var happened = place.happened;
        var today = place.today;
        return switch (measure) {
            case Measure.NetSpend(var window) -> {
                var gone = goneBy(happened, today - window);
                yield amount(net[happened] - net[gone]);
            }
            case Measure.Purchases(var window) -> {
                var gone = goneBy(happened, today - window);
                yield BigDecimal.valueOf(sales[happened] - sales[gone]);
            }
            case Measure.AverageSale(var window) -> {
                var gone = goneBy(happened, today - window);
                var count = sales[happened] - sales[gone];
                yield count == 0 ? null : mean(sold[happened] - sold[gone], count);
            }
            case Measure.AverageDailyBalance(var window) ->
                    happened == 0 ? null : averageDailyBalance(happened, today, window);
            case Measure.DaysSincePurchase() ->
                    lastSale[happened] == NEVER
                            ? null
                            : BigDecimal.valueOf(today - lastSale[happened]);
            case Measure.Tenure() -> BigDecimal.valueOf(today - knownDay);
            case Measure.OwnNumber measured ->
                    place.stated < 0
                            ? null
                            : measured.findNumber(profiles.get(place.stated).profile())
                                    .orElse(null);
            case Measure.ScoredNumber measured ->
                    (BigDecimal) value(find((Measure.Scored) measured, place));
        };
    }

    /** What came in on day d was there at the end of {@code today - d} days, the window at most. */
    private BigDecimal averageDailyBalance(int happened, long today, int window) {
        var full = goneBy(happened, today - window);
        var recent = net[happened] - net[full];
        var recentByDay = netByDay[happened] - netByDay[full];
        var unitDays =
                Math.addExact(
                        Math.multiplyExact(net[full], window),
                        Math.multiplyExact(recent, today - knownDay) - recentByDay);
        return mean(unitDays, window);
    }

    private static BigDecimal mean(long units, long count) {
        return BigDecimal.valueOf(units, DECIMALS)
                .divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP);
    }

    /**
     * @return null where it can't be told
     */
    @Nullable String find(Measure.Word measure, Place place) {
        return switch (measure) {
            case Measure.ScoredWord scored -> (String) value(find((Measure.Scored) scored, place));
            case Measure.Attribute stated -> stated(stated, place);
            case Measure.Tag stated -> stated(stated, place);
            case Measure.OwnText stated -> stated(stated, place);
        };
    }

    private @Nullable String stated(Measure.Stated measure, Place place) {
        return place.stated < 0 ? null : measure.find(profiles.get(place.stated).profile());
    }

    private static @Nullable Object value(OtherScores.@Nullable Said said) {
        return said == null ? null : said.value();
    }

    /** How many of the purchases that happened did so on that day or earlier. */
    private int goneBy(int happened, long lastDay) {
        var found = Arrays.binarySearch(days, 0, happened, lastDay + 1);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && days[found - 1] == days[found]) {
            found--;
        }
        return found;
    }

    /** Marks the days, counted from when the customer became known, on which points may change. */
    void markTurns(Dimension dimension, BitSet turns, int last) {
        switch (dimension.measure()) {
            case Measure.NetSpend(var window) -> markEach(turns, window, last);
            case Measure.Purchases(var window) -> markEach(turns, window, last);
            case Measure.AverageSale(var window) -> markEach(turns, window, last);
            case Measure.AverageDailyBalance(var window) -> {
                for (var day : days) {
                    mark(turns, day + 1, day + window, last);
                }
            }
            case Measure.DaysSincePurchase() -> {
                for (var number = 0; number < days.length; number++) {
                    if (purchases.get(number).isSale()) {
                        markScale(turns, dimension.scale(), days[number], last);
                    }
                }
            }
            case Measure.Tenure() -> markScale(turns, dimension.scale(), knownDay, last);
            case Measure.Stated _, Measure.Scored _ -> {}
        }
    }

    private void markEach(BitSet turns, int window, int last) {
        for (var day : days) {
            mark(turns, day + window, day + window, last);
        }
    }

    private void markScale(BitSet turns, PointScale scale, long base, int last) {
        switch (scale) {
            case PointScale.Bands(_, var steps) ->
                    steps.forEach(step -> {
                        var day = base + ceiling(step.from());
                        mark(turns, day, day, last);
                    });
            case PointScale.Linear(var from, _, var to, _) ->
                    mark(turns, base + ceiling(from), base + ceiling(to), last);
            case PointScale.Words _ -> {}
        }
    }

    private static long ceiling(BigDecimal days) {
        return days.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private void mark(BitSet turns, long from, long to, int last) {
        var first = Math.max(0, from - knownDay);
        var end = Math.min(last, to - knownDay);
        if (first <= end) {
            turns.set((int) first, (int) end + 1);
        }
    }

    /** The first moment of a day that is counted from when the customer became known. */
    Instant startOf(int day) {
        return LocalDate.ofEpochDay(knownDay + day).atStartOfDay(zone).toInstant();
    }
}
