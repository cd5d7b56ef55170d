package io.pondcrm.engagement.loyalty.domain;

import io.pondcrm.engagement.loyalty.domain.Entry.Kind;
import io.pondcrm.engagement.loyalty.domain.Entry.Move;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a customer has of points, as the last entry of their ledger left it. Immutable; whatever
 * changes it is one entry, and whoever books first books what time has done meanwhile ({@link
 * #due}).
 *
 * @param entries how many entries its ledger has
 * @param changedAt when the last one was booked; the beginning of time if there is none
 * @param lots in the order in which they are spent
 * @param totals sums of all postings so far, by book, without zeros
 */
public record Account(
        CustomerId customer,
        long entries,
        Instant changedAt,
        List<Lot> lots,
        Map<Book, Long> totals) {

    public Account {
        lots = lots.stream().sorted(Lot.SPENT_FIRST).toList();
        totals = Map.copyOf(totals);
    }

    /** An account to which nothing was ever booked. */
    public static Account empty(CustomerId customer) {
        return new Account(customer, 0, Instant.EPOCH, List.of(), Map.of());
    }

    /** What stands in a book; 0 if nothing does. */
    public long total(Book book) {
        return totals.getOrDefault(book, 0L);
    }

    /**
     * What time has done to the account and nobody has booked: points that became active, then
     * those that expired.
     *
     * @return empty if there is nothing; else one entry, after which there may be another
     */
    public Optional<Booking.Booked> due(Instant now) {
        var moves = new ArrayList<Move>();
        for (var lot : listWhere(it -> !it.active() && !it.activatesAt().isAfter(now))) {
            moves.add(new Move(lot, false));
            moves.add(new Move(lot.activated(), true));
        }
        if (!moves.isEmpty()) {
            return Optional.of(book(Kind.ACTIVATE, time(now), "", moves, Map.of(), now));
        }
        var expired = listWhere(it -> it.active() && !it.expiresAt().isAfter(now));
        return expired.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        book(
                                Kind.EXPIRE,
                                time(now),
                                "",
                                out(expired),
                                Map.of(Book.EXPIRED, sum(expired)),
                                now));
    }

    private Cause time(Instant now) {
        return new Cause(Cause.Type.TIME, String.valueOf(entries + 1), now);
    }

    /** The account as it is at a moment, whether that is booked or not. */
    public Account at(Instant now) {
        var account = this;
        for (var due = due(now); due.isPresent(); due = account.due(now)) {
            account = due.get().account();
        }
        return account;
    }

    /** When time changes the account next; empty if it has no lots. */
    public Optional<Instant> nextDue() {
        return lots.stream()
                .map(it -> it.active() ? it.expiresAt() : it.activatesAt())
                .min(Instant::compareTo);
    }

    /**
     * Gives points for a purchase. What is owed is paid with them first.
     *
     * @param points 0 where a cap left none: the entry says so, and told again it stays so
     * @return {@link Booking.Booked}, or {@link Booking.Nothing} where they have expired already
     */
    public Booking earn(
            long points, Instant activatesAt, Instant expiresAt, Cause cause, Instant now) {
        if (!expiresAt.isAfter(now)) {
            return new Booking.Nothing();
        }
        var paid = Math.min(points, -total(Book.OWED));
        return book(
                Kind.EARN,
                cause,
                "",
                come(points - paid, activatesAt, expiresAt, cause, now),
                Map.of(Book.ISSUED, -points, Book.OWED, paid),
                now);
    }

    private List<Move> come(
            long points, Instant activatesAt, Instant expiresAt, Cause cause, Instant now) {
        if (points == 0) {
            return List.of();
        }
        var id = TypeId.of("lot", NamedUuid.of(customer + "/" + cause.key()));
        var isActive = !activatesAt.isAfter(now);
        return List.of(new Move(new Lot(id, points, isActive, activatesAt, expiresAt), true));
    }

    /**
     * Spends points, those that expire first.
     *
     * @param points above zero
     * @return {@link Booking.Booked} or {@link Booking.Short}
     */
    public Booking spend(long points, Cause cause, String by, Instant now) {
        var available = total(Book.ACTIVE);
        return available < points
                ? new Booking.Short(available)
                : book(
                        Kind.SPEND,
                        cause,
                        by,
                        out(firstOf(listWhere(Lot::active).stream(), points)),
                        Map.of(Book.REDEEMED, points),
                        now);
    }

    /**
     * Gives points by hand, or takes some where {@code points} is below zero, those that expire
     * first.
     *
     * @param expiresAt of points that are given
     * @return {@link Booking.Booked} or {@link Booking.Short}
     */
    public Booking adjust(long points, Instant expiresAt, Cause cause, String by, Instant now) {
        var available = total(Book.ACTIVE);
        return available + points < 0
                ? new Booking.Short(available)
                : book(
                        Kind.ADJUST,
                        cause,
                        by,
                        points < 0
                                ? out(firstOf(listWhere(Lot::active).stream(), -points))
                                : come(points, now, expiresAt, cause, now),
                        Map.of(Book.ADJUSTED, -points),
                        now);
    }

    /**
     * Takes back for a refund, first what would expire last. What was spent already is owed; more
     * than was given for purchases is not taken. An entry is made even then: told again, the refund
     * must not take what was earned in between.
     *
     * @param points above zero
     */
    public Booking reverse(long points, Cause cause, Instant now) {
        var reversed = Math.min(points, -total(Book.ISSUED));
        var taken =
                firstOf(
                        Stream.concat(
                                listWhere(it -> !it.active()).reversed().stream(),
                                listWhere(Lot::active).reversed().stream()),
                        reversed);
        return book(
                Kind.REVERSE,
                cause,
                "",
                out(taken),
                Map.of(Book.ISSUED, reversed, Book.OWED, sum(taken) - reversed),
                now);
    }

    /**
     * Gives active points of some lots to another id of the same customer.
     *
     * @param wanted how much of which; of a lot that has less by now, what it has
     * @return {@link Booking.Booked}, or {@link Booking.Nothing} where no such lot is left
     */
    public Booking giveOut(List<Lot> wanted, CustomerId to, Cause cause, String by, Instant now) {
        var given = new ArrayList<Lot>();
        for (var wish : wanted) {
            listWhere(it -> it.active() && it.isSameAs(wish))
                    .forEach(it -> given.add(it.with(Math.min(it.points(), wish.points()))));
        }
        return given.isEmpty()
                ? new Booking.Nothing()
                : book(
                        Kind.TRANSFER_OUT,
                        cause,
                        by,
                        Optional.of(to),
                        out(given),
                        Map.of(Book.TRANSFERRED, sum(given)),
                        now);
    }

    /**
     * Takes what another id of the same customer gave out.
     *
     * @param out the entry by which it did
     */
    public Booking.Booked takeIn(Entry out, Instant now) {
        var given = out.taken();
        return book(
                Kind.TRANSFER_IN,
                out.cause(),
                out.by(),
                Optional.of(out.account()),
                given.stream().map(it -> new Move(it, true)).toList(),
                Map.of(Book.TRANSFERRED, -sum(given)),
                now);
    }

    /** How many points some lots have together. */
    public static long sum(List<Lot> lots) {
        return lots.stream().mapToLong(Lot::points).sum();
    }

    /**
     * As many points as are wanted, from the front.
     *
     * @return what to take of which lot; less than is wanted where there is less
     */
    private static List<Lot> firstOf(Stream<Lot> lots, long wanted) {
        var taken = new ArrayList<Lot>();
        var left = wanted;
        for (var all = lots.iterator(); left > 0 && all.hasNext(); ) {
            var lot = all.next();
            var points = Math.min(left, lot.points());
            taken.add(lot.with(points));
            left -= points;
        }
        return taken;
    }

    private List<Lot> listWhere(Predicate<Lot> wanted) {
        return lots.stream().filter(wanted).toList();
    }

    private static List<Move> out(List<Lot> lots) {
        return lots.stream().map(it -> new Move(it, false)).toList();
    }

    private Booking.Booked book(
            Kind kind,
            Cause cause,
            String by,
            List<Move> moves,
            Map<Book, Long> others,
            Instant now) {
        return book(kind, cause, by, Optional.empty(), moves, others, now);
    }

    private Booking.Booked book(
            Kind kind,
            Cause cause,
            String by,
            Optional<CustomerId> other,
            List<Move> moves,
            Map<Book, Long> others,
            Instant now) {
        var postings = new EnumMap<Book, Long>(Book.class);
        others.forEach((book, points) -> post(postings, book, points));
        var next = new ArrayList<>(lots);
        for (var move : moves) {
            post(postings, move.lot().book(), move.points());
            change(next, move);
        }
        var after = new EnumMap<Book, Long>(Book.class);
        totals.forEach((book, points) -> post(after, book, points));
        postings.forEach((book, points) -> post(after, book, points));
        // Another instance's clock may be ahead of ours: the ledger goes on from where it is.
        var at = Collections.max(List.of(changedAt, now));
        var entry =
                new Entry(
                        customer, entries + 1, kind, cause, by, other, moves, postings, at, after);
        return new Booking.Booked(entry, new Account(customer, entries + 1, at, next, after));
    }

    private static void post(Map<Book, Long> books, Book book, long points) {
        books.merge(book, points, Math::addExact);
        books.remove(book, 0L);
    }

    private static void change(List<Lot> lots, Move move) {
        var before =
                lots.stream().filter(it -> it.isSameAs(move.lot())).findFirst().stream().toList();
        lots.removeAll(before);
        var left = Math.addExact(sum(before), move.points());
        if (left < 0) {
            throw new IllegalStateException("More is taken of a lot than it has");
        }
        if (left > 0) {
            lots.add(move.lot().with(left));
        }
    }
}
