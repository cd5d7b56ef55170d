package io.pondcrm.engagement.loyalty;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.loyalty.domain.Account;
import io.pondcrm.engagement.loyalty.domain.Accounts;
import io.pondcrm.engagement.loyalty.domain.Book;
import io.pondcrm.engagement.loyalty.domain.Booking;
import io.pondcrm.engagement.loyalty.domain.Cause;
import io.pondcrm.engagement.loyalty.domain.Lot;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Spends points of a customer, whichever of their ids they lie under. Those of other ids go to the
 * survivor's account first, lot by lot, and are spent there by one entry. Whoever dies in between
 * leaves them under way or with the survivor; each retry begins by what is under way.
 */
@Component
class RedeemPoints {

    private final Accounts accounts;
    private final Identities identities;
    private final Clock clock;

    RedeemPoints(Accounts accounts, Identities identities, Clock clock) {
        this.accounts = accounts;
        this.identities = identities;
        this.clock = clock;
    }

    /** An account, with one of its lots. */
    private record Owned(Account account, Lot lot) {}

    /**
     * @param redemption names it: redeemed again, it is the same
     */
    Booking handle(CustomerId customer, long points, String redemption, String by) {
        var cause = new Cause(Cause.Type.REDEMPTION, redemption, clock.instant());
        return OptimisticWrite.until("A redemption", () -> attempt(customer, points, cause, by));
    }

    private Optional<Booking> attempt(CustomerId customer, long points, Cause cause, String by) {
        var identity = identities.of(customer);
        // A merge may have been undone since an attempt that spent them and died.
        var before = accounts.find(identity.everIds(), cause);
        if (before.isPresent()) {
            return Optional.of(new Booking.BookedBefore(before.get()));
        }
        var ids = identity.ids();
        var survivor = identity.survivor();
        if (ids.size() > 1) {
            accounts.listUnderWay(ids).forEach(accounts::arrive);
            var now = clock.instant();
            var group = accounts.listTogether(ids).stream().map(it -> it.at(now)).toList();
            var available = group.stream().mapToLong(it -> it.total(Book.ACTIVE)).sum();
            if (available < points) {
                return Optional.of(new Booking.Short(available));
            }
            draw(group, survivor, points, cause, by);
        }
        var booking =
                accounts.book(
                        survivor, cause, (account, now) -> account.spend(points, cause, by, now));
        // Others spent meanwhile what we had drawn: look again.
        return booking instanceof Booking.Short && ids.size() > 1
                ? Optional.empty()
                : Optional.of(booking);
    }

    private void draw(
            List<Account> group, CustomerId survivor, long points, Cause cause, String by) {
        var inOrder =
                group.stream()
                        .flatMap(account ->
                                account.lots().stream()
                                        .filter(Lot::active)
                                        .map(it -> new Owned(account, it)))
                        .sorted((one, other) -> Lot.SPENT_FIRST.compare(one.lot(), other.lot()))
                        .toList();
        for (var member : group) {
            var wanted = firstOf(inOrder, points, member);
            if (!member.customer().equals(survivor) && !wanted.isEmpty()) {
                var transfer =
                        new Cause(
                                Cause.Type.MERGE,
                                TypeId.of(
                                        "ltr",
                                        NamedUuid.of(
                                                "%s/%s/%d"
                                                        .formatted(
                                                                cause.id(),
                                                                member.customer(),
                                                                member.entries()))),
                                clock.instant());
                var out =
                        accounts.book(
                                member.customer(),
                                transfer,
                                (it, now) -> it.giveOut(wanted, survivor, transfer, by, now));
                switch (out) {
                    case Booking.Booked(var entry, _) -> accounts.arrive(entry);
                    case Booking.BookedBefore(var entry) -> accounts.arrive(entry);
                    case Booking.Short _, Booking.Nothing _ -> {
                        // Somebody else spent it meanwhile.
                    }
                }
            }
        }
    }

    /** What lies with a member of those points of all that are spent first. */
    private static List<Lot> firstOf(List<Owned> inOrder, long points, Account member) {
        var left = points;
        var its = new ArrayList<Lot>();
        for (var owned : inOrder) {
            if (left == 0) {
                break;
            }
            var taken = Math.min(left, owned.lot().points());
            left -= taken;
            if (owned.account().equals(member)) {
                its.add(owned.lot().with(taken));
            }
        }
        return its;
    }
}
