package io.pondcrm.engagement.loyalty;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.engagement.loyalty.domain.Account;
import io.pondcrm.engagement.loyalty.domain.Accounts;
import io.pondcrm.engagement.loyalty.domain.Book;
import io.pondcrm.engagement.loyalty.domain.Booking;
import io.pondcrm.engagement.loyalty.domain.Cause;
import io.pondcrm.engagement.loyalty.domain.EarningRule;
import io.pondcrm.engagement.loyalty.domain.Entry;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All accounts: the last entry of a ledger is its account. */
@Component
class MongoAccounts implements Accounts, Eraser, Collector {

    private final MongoOperations mongo;
    private final Clock clock;

    MongoAccounts(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public Account get(CustomerId customer) {
        // An entry without lots was the last one when we looked for it: there is a later one now.
        return OptimisticWrite.until(
                "An account of points",
                () -> {
                    var last =
                            mongo.findOne(
                                    query(where("account").is(customer.value()))
                                            .with(Sort.by("number").descending())
                                            .limit(1),
                                    LoyaltyEntryDocument.class);
                    return last == null ? Optional.of(Account.empty(customer)) : last.toAccount();
                });
    }

    @Override
    public List<Account> listTogether(Collection<CustomerId> ids) {
        return ids.size() == 1
                ? ids.stream().map(this::get).toList()
                : OptimisticWrite.until("Accounts of points", () -> attemptTogether(ids));
    }

    /** Empty if one was changed while we looked at what is under way. */
    private Optional<List<Account>> attemptTogether(Collection<CustomerId> ids) {
        var seen = ids.stream().map(this::get).toList();
        var underWay =
                listUnderWay(ids).stream()
                        .filter(it -> find(it.other().stream().toList(), it.cause()).isEmpty())
                        .toList();
        return seen.equals(ids.stream().map(this::get).toList())
                ? Optional.of(seen.stream().map(it -> arrived(it, underWay)).toList())
                : Optional.empty();
    }

    private static Account arrived(Account account, List<Entry> underWay) {
        var next = account;
        for (var out : underWay) {
            if (out.other().filter(account.customer()::equals).isPresent()) {
                next = next.takeIn(out, out.at()).account();
            }
        }
        return next;
    }

    @Override
    public Booking book(
            CustomerId customer, Cause cause, BiFunction<Account, Instant, Booking> decision) {
        return OptimisticWrite.until(
                "An account of points", () -> attempt(customer, cause, decision));
    }

    private Optional<Booking> attempt(
            CustomerId customer, Cause cause, BiFunction<Account, Instant, Booking> decision) {
        var before = find(List.of(customer), cause);
        if (before.isPresent()) {
            return Optional.of(new Booking.BookedBefore(before.get()));
        }
        var now = clock.instant();
        var account = catchUp(get(customer), now);
        return account.flatMap(it -> {
            var booking = decision.apply(it, now);
            return booking instanceof Booking.Booked booked && !insert(booked)
                    ? Optional.empty()
                    : Optional.of(booking);
        });
    }

    /**
     * Books what time has done.
     *
     * @return empty if another writer got in first
     */
    private Optional<Account> catchUp(Account account, Instant now) {
        var next = account;
        for (var due = next.due(now); due.isPresent(); due = next.due(now)) {
            if (!insert(due.get())) {
                return Optional.empty();
            }
            next = due.get().account();
        }
        return Optional.of(next);
    }

    private boolean insert(Booking.Booked booked) {
        try {
            mongo.insert(LoyaltyEntryDocument.of(booked));
        } catch (DuplicateKeyException _) {
            return false;
        }
        var entry = booked.entry();
        outdate(LoyaltyEntryDocument.idOf(entry.account(), entry.number() - 1));
        return true;
    }

    /** Only the last entry tells of lots and what is due: all of them would grow too large. */
    private void outdate(String id) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().unset("lots").unset("nextDue"),
                LoyaltyEntryDocument.class);
    }

    /**
     * Books what time has done to some accounts, and what is under way where it goes.
     *
     * @return whether there may be more
     */
    boolean sweep(int most) {
        var now = clock.instant();
        var due =
                mongo.find(
                        query(where("nextDue").lte(now)).with(Sort.by("nextDue")).limit(most),
                        LoyaltyEntryDocument.class);
        for (var last : due) {
            var customer = new CustomerId(last.account());
            var account =
                    OptimisticWrite.until(
                            "An account of points", () -> catchUp(get(customer), now));
            if (account.entries() > last.number()) {
                outdate(last.id());
            }
        }
        var underWay = list(where("underWay").is(true), most);
        underWay.forEach(this::arrive);
        return due.size() == most || underWay.size() == most;
    }

    @Override
    public EarningRule.Earned earned(Collection<CustomerId> ids, Instant purchasedAt) {
        var day = EarningRule.dayOf(purchasedAt);
        var inDay = 0L;
        var inMonth = 0L;
        for (var entry :
                list(
                        of(ids).and("kind")
                                .is(Entry.Kind.EARN)
                                .and("causeAt")
                                .gte(EarningRule.monthOf(purchasedAt))
                                .lt(EarningRule.monthAfter(purchasedAt)),
                        0)) {
            var points = -entry.postings().getOrDefault(Book.ISSUED, 0L);
            inMonth += points;
            inDay += EarningRule.dayOf(entry.cause().at()).equals(day) ? points : 0;
        }
        return new EarningRule.Earned(inDay, inMonth);
    }

    @Override
    public List<Entry> listUnderWay(Collection<CustomerId> ids) {
        return list(of(ids).and("underWay").is(true), 0);
    }

    @Override
    public void arrive(Entry out) {
        book(out.other().orElseThrow(), out.cause(), (account, now) -> account.takeIn(out, now));
        mongo.updateFirst(
                query(where("_id").is(LoyaltyEntryDocument.idOf(out.account(), out.number()))),
                new Update().unset("underWay"),
                LoyaltyEntryDocument.class);
    }

    @Override
    public Optional<Entry> find(Collection<CustomerId> ids, Cause cause) {
        return list(of(ids).and("cause").is(cause.key()), 1).stream().findFirst();
    }

    private static Criteria of(Collection<CustomerId> ids) {
        return where("account").in(ids.stream().map(CustomerId::value).toList());
    }

    /**
     * @param most 0 for all
     */
    private List<Entry> list(Criteria wanted, int most) {
        return mongo.find(query(wanted).limit(most), LoyaltyEntryDocument.class).stream()
                .map(LoyaltyEntryDocument::toDomain)
                .toList();
    }

    @Override
    public String erases() {
        return "points";
    }

    /** Where another id, which was the same customer's once, has theirs in a transfer, nobody's. */
    @Override
    public long erase(Collection<String> ids) {
        mongo.updateMulti(
                query(where("other").in(ids)),
                Update.update("other", CustomerId.NOBODY.value()).unset("underWay"),
                LoyaltyEntryDocument.class);
        return mongo.remove(query(where("account").in(ids)), LoyaltyEntryDocument.class)
                .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(
                mongo, LoyaltyEntryDocument.class, where("account").in(ids), "cause");
    }
}
