package io.pondcrm.engagement.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.engagement.loyalty.domain.Booking.Booked;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

    static final CustomerId ADA = new CustomerId("cus_01h455vb4pex5vsknk084sn02q");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant TOMORROW = NOON.plus(Duration.ofDays(1));
    static final Instant NEXT_WEEK = NOON.plus(Duration.ofDays(7));

    @Test
    void what_expires_first_is_spent_first_and_no_more_than_there_is() {
        var account =
                booked(
                        booked(Account.empty(ADA).earn(50, NOON, NEXT_WEEK, cause("a"), NOON))
                                .earn(30, NOON, TOMORROW, cause("b"), NOON));

        var spent = (Booked) account.spend(40, cause("c"), "till", NOON);

        assertThat(spent.entry().taken()).extracting(Lot::points).containsExactly(30L, 10L);
        assertThat(spent.entry().taken())
                .extracting(Lot::expiresAt)
                .containsExactly(TOMORROW, NEXT_WEEK);
        assertThat(spent.entry().points()).isEqualTo(-40);
        assertThat(spent.entry().after())
                .isEqualTo(Map.of(Book.ACTIVE, 40L, Book.ISSUED, -80L, Book.REDEEMED, 40L));
        assertThat(spent.account().spend(41, cause("d"), "till", NOON))
                .isEqualTo(new Booking.Short(40));
    }

    @Test
    void points_are_pending_then_active_then_gone_each_by_one_entry() {
        var account = booked(Account.empty(ADA).earn(20, TOMORROW, NEXT_WEEK, cause("a"), NOON));
        assertThat(account.total(Book.PENDING)).isEqualTo(20);
        assertThat(account.spend(1, cause("b"), "", NOON)).isEqualTo(new Booking.Short(0));
        assertThat(account.due(TOMORROW.minusMillis(1))).isEmpty();
        assertThat(account.nextDue()).contains(TOMORROW);

        var active = account.due(TOMORROW).orElseThrow();
        assertThat(active.entry().kind()).isEqualTo(Entry.Kind.ACTIVATE);
        assertThat(active.entry().postings())
                .isEqualTo(Map.of(Book.PENDING, -20L, Book.ACTIVE, 20L));
        assertThat(active.account().due(NEXT_WEEK.minusMillis(1))).isEmpty();
        assertThat(active.account().nextDue()).contains(NEXT_WEEK);

        var gone = account.at(NEXT_WEEK);
        assertThat(gone.entries()).isEqualTo(3);
        assertThat(gone.lots()).isEmpty();
        assertThat(gone.totals()).isEqualTo(Map.of(Book.ISSUED, -20L, Book.EXPIRED, 20L));
        assertThat(gone.nextDue()).isEmpty();
    }

    @Test
    void a_refund_takes_back_what_would_expire_last_and_the_rest_is_owed() {
        var account =
                booked(
                        booked(Account.empty(ADA).earn(50, NOON, NEXT_WEEK, cause("a"), NOON))
                                .earn(30, TOMORROW, NEXT_WEEK, cause("b"), NOON));
        account = booked(account.spend(45, cause("c"), "", NOON));

        account = booked(account.reverse(60, cause("d"), NOON));

        assertThat(account.lots()).isEmpty();
        assertThat(account.total(Book.OWED)).isEqualTo(-25);
        account = booked(account.earn(40, NOON, NEXT_WEEK, cause("e"), NOON));
        assertThat(account.total(Book.OWED)).isZero();
        assertThat(account.total(Book.ACTIVE)).isEqualTo(15);
    }

    @Test
    void a_refund_of_what_earned_nothing_takes_nothing_but_is_remembered() {
        var given = booked(Account.empty(ADA).adjust(10, NEXT_WEEK, cause("a"), "ada", NOON));

        var reversed = (Booked) given.reverse(5, cause("b"), NOON);

        assertThat(reversed.entry().postings()).isEmpty();
        assertThat(reversed.account().total(Book.ACTIVE)).isEqualTo(10);
        assertThat(reversed.account().entries()).isEqualTo(2);
    }

    @Test
    void adjusting_gives_and_takes_but_never_below_nothing() {
        var account = booked(Account.empty(ADA).adjust(10, NEXT_WEEK, cause("a"), "ada", NOON));

        assertThat(account.adjust(-11, NEXT_WEEK, cause("b"), "ada", NOON))
                .isEqualTo(new Booking.Short(10));
        var taken = (Booked) account.adjust(-10, NEXT_WEEK, cause("b"), "ada", NOON);
        assertThat(taken.entry().by()).isEqualTo("ada");
        assertThat(taken.account().totals()).isEmpty();
    }

    @Test
    void what_goes_to_another_id_arrives_there_as_it_was() {
        var bob = new CustomerId("cus_01h455vb4pex5vsknk084sn02r");
        var adas = booked(Account.empty(ADA).earn(50, NOON, NEXT_WEEK, cause("a"), NOON));

        var given =
                (Booked)
                        adas.giveOut(
                                List.of(adas.lots().getFirst().with(20)),
                                bob,
                                cause("r"),
                                "",
                                NOON);
        var bobs = booked(Account.empty(bob).takeIn(given.entry(), NOON));

        assertThat(bobs.lots()).containsExactly(adas.lots().getFirst().with(20));
        assertThat(given.account().total(Book.TRANSFERRED) + bobs.total(Book.TRANSFERRED)).isZero();
        assertThat(given.account().total(Book.ACTIVE) + bobs.total(Book.ACTIVE)).isEqualTo(50);
        assertThat(
                        bobs.giveOut(
                                List.of(adas.lots().getFirst().with(30)),
                                ADA,
                                cause("s"),
                                "",
                                NOON))
                .isInstanceOfSatisfying(
                        Booked.class, it -> assertThat(it.entry().points()).isEqualTo(-20));
        assertThat(Account.empty(bob).giveOut(adas.lots(), ADA, cause("s"), "", NOON))
                .isEqualTo(new Booking.Nothing());
    }

    @Test
    void a_late_purchase_whose_points_are_over_earns_none_and_clocks_do_not_turn_back() {
        assertThat(Account.empty(ADA).earn(5, NOON, TOMORROW, cause("a"), TOMORROW))
                .isEqualTo(new Booking.Nothing());
        var account = booked(Account.empty(ADA).earn(5, NOON, NEXT_WEEK, cause("a"), TOMORROW));
        assertThat(account.changedAt()).isEqualTo(TOMORROW);
        assertThat(booked(account.spend(1, cause("b"), "", NOON)).changedAt()).isEqualTo(TOMORROW);
    }

    @Test
    void an_entry_that_does_not_add_up_cannot_be_written() {
        assertThatThrownBy(() ->
                        new Entry(
                                ADA,
                                1,
                                Entry.Kind.ADJUST,
                                cause("a"),
                                "",
                                Optional.empty(),
                                List.of(),
                                Map.of(Book.ACTIVE, 1L),
                                NOON,
                                Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Each point by itself, as slowly as one would count them by hand. */
    private static final class Twin {

        record Point(String lot, Instant from, Instant until) {}

        private final List<Point> points = new ArrayList<>();
        private long issued;
        private long owed;

        void passTo(Instant now) {
            points.removeIf(it -> !it.until().isAfter(now));
        }

        long active(Instant now) {
            return points.stream().filter(it -> !it.from().isAfter(now)).count();
        }

        void come(String lot, long count, Instant from, Instant until) {
            for (var i = 0; i < count; i++) {
                points.add(new Point(lot, from, until));
            }
        }

        void earn(String lot, long count, Instant from, Instant until) {
            issued += count;
            for (var i = 0; i < count; i++) {
                if (owed > 0) {
                    owed--;
                } else {
                    come(lot, 1, from, until);
                }
            }
        }

        void take(long count, Instant now) {
            for (var i = 0; i < count; i++) {
                points.remove(
                        points.stream()
                                .filter(it -> !it.from().isAfter(now))
                                .min(Comparator.comparing(Point::until).thenComparing(Point::from))
                                .orElseThrow());
            }
        }

        void reverse(long count, Instant now) {
            for (var i = 0; i < count && issued > 0; i++) {
                issued--;
                var last =
                        points.stream()
                                .max(
                                        Comparator.comparing((Point it) -> it.from().isAfter(now))
                                                .thenComparing(Point::until)
                                                .thenComparing(Point::from));
                if (last.isPresent()) {
                    points.remove(last.get());
                } else {
                    owed++;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void it_counts_as_if_each_point_were_counted_by_itself(long seed) {
        var random = new Random(seed);
        for (var history = 0; history < 40; history++) {
            compare(random);
        }
    }

    private static void compare(Random random) {
        var twin = new Twin();
        var account = Account.empty(ADA);
        var sums = new EnumMap<Book, Long>(Book.class);
        var now = NOON;
        for (var step = 0; step < 60; step++) {
            now = now.plus(Duration.ofHours(random.nextInt(20)));
            twin.passTo(now);
            for (var due = account.due(now); due.isPresent(); due = account.due(now)) {
                account = noted(due.get(), sums);
            }
            var points = 1 + random.nextInt(30);
            var from = now.plus(Duration.ofDays(random.nextInt(3)));
            var until = from.plus(Duration.ofDays(1 + random.nextInt(5)));
            var cause = cause("s" + step);
            var booking =
                    switch (random.nextInt(5)) {
                        case 0, 1 -> {
                            twin.earn(cause.id(), points, from, until);
                            yield account.earn(points, from, until, cause, now);
                        }
                        case 2 -> {
                            if (points <= twin.active(now)) {
                                twin.take(points, now);
                            }
                            yield account.spend(points, cause, "", now);
                        }
                        case 3 -> {
                            twin.reverse(points, now);
                            yield account.reverse(points, cause, now);
                        }
                        default -> {
                            if (step % 2 == 0) {
                                twin.come(cause.id(), points, now, until);
                                yield account.adjust(points, until, cause, "", now);
                            }
                            if (points <= twin.active(now)) {
                                twin.take(points, now);
                            }
                            yield account.adjust(-points, until, cause, "", now);
                        }
                    };
            if (booking instanceof Booked it) {
                account = noted(it, sums);
            } else {
                assertThat(booking).isEqualTo(new Booking.Short(twin.active(now)));
            }
            assertThat(account.total(Book.ACTIVE)).isEqualTo(twin.active(now));
            assertThat(account.total(Book.PENDING))
                    .isEqualTo(twin.points.size() - twin.active(now));
            assertThat(account.total(Book.OWED)).isEqualTo(-twin.owed);
            assertThat(account.totals()).isEqualTo(sums);
            assertThat(Account.sum(account.lots())).isEqualTo(twin.points.size());
        }
    }

    /** Adds an entry up beside the account. */
    private static Account noted(Booked booked, Map<Book, Long> sums) {
        booked.entry()
                .postings()
                .forEach((book, points) -> {
                    sums.merge(book, points, Long::sum);
                    sums.remove(book, 0L);
                });
        assertThat(booked.entry().after()).isEqualTo(sums);
        return booked.account();
    }

    private static Cause cause(String id) {
        return new Cause(Cause.Type.PURCHASE, id, NOON);
    }

    private static Account booked(Booking booking) {
        return ((Booked) booking).account();
    }
}
