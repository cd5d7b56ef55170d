package io.pondcrm.chassis.test.openapi;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Deals many cases out to many operations in turn, as trying each on each would take an hour.
 *
 * @param each how many an operation gets
 */
record Shares<T>(List<T> all, int each, AtomicInteger dealt) {

    static <T> Shares<T> of(List<T> all, int each) {
        return new Shares<>(all, Math.min(each, all.size()), new AtomicInteger());
    }

    /** So many that each case is dealt at least once, and more if so many are wanted for each. */
    static <T> Shares<T> ofAll(List<T> all, int each, int operations) {
        return of(all, Math.max(each, Math.ceilDiv(all.size(), Math.max(1, operations))));
    }

    List<T> next() {
        var from = dealt.getAndAdd(each);
        return IntStream.range(from, from + each)
                .mapToObj(at -> all.get(Math.floorMod(at, all.size())))
                .toList();
    }
}
