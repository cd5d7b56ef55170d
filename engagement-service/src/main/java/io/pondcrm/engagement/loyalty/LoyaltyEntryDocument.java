package io.pondcrm.engagement.loyalty;

import io.pondcrm.engagement.loyalty.domain.Account;
import io.pondcrm.engagement.loyalty.domain.Book;
import io.pondcrm.engagement.loyalty.domain.Booking;
import io.pondcrm.engagement.loyalty.domain.Cause;
import io.pondcrm.engagement.loyalty.domain.Entry;
import io.pondcrm.engagement.loyalty.domain.Lot;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an entry lies in MongoDB, with the account as it leaves it. To insert the entry after the
 * last one is to change the account: of two who decided on the same state, one finds the number
 * taken.
 *
 * @param id account and number, so that no number is there twice
 * @param cause {@link Cause#key}, once an account
 * @param lots in the last entry only, and for a moment in the one before: absent in others, whose
 *     lots nobody asks for any more
 * @param nextDue when time changes the account next; with the lots
 * @param underWay of what was given out: true until it is there
 */
@Document("loyalty_entries")
@TypeAlias("loyalty-entry")
@CompoundIndex(name = "last", def = "{'account': 1, 'number': 1}")
@CompoundIndex(name = "cause", def = "{'account': 1, 'cause': 1}", unique = true)
@CompoundIndex(name = "ledger", def = "{'account': 1, 'at': 1, '_id': 1}")
@CompoundIndex(name = "earned", def = "{'account': 1, 'kind': 1, 'causeAt': 1}")
@CompoundIndex(name = "other", def = "{'other': 1}", sparse = true)
@CompoundIndex(name = "due", def = "{'nextDue': 1}", sparse = true)
@CompoundIndex(name = "underWay", def = "{'underWay': 1}", sparse = true)
record LoyaltyEntryDocument(
        @Id String id,
        String account,
        long number,
        Entry.Kind kind,
        String cause,
        Cause.Type causeType,
        String causeId,
        Instant causeAt,
        String by,
        @Nullable String other,
        List<MovePart> moves,
        Map<Book, Long> postings,
        Instant at,
        Map<Book, Long> after,
        @Nullable List<LotPart> lots,
        @Nullable Instant nextDue,
        @Nullable Boolean underWay) {

    record LotPart(
            String lotId, long points, boolean active, Instant activatesAt, Instant expiresAt) {

        static LotPart of(Lot it) {
            return new LotPart(it.id(), it.points(), it.active(), it.activatesAt(), it.expiresAt());
        }

        Lot toDomain() {
            return new Lot(lotId, points, active, activatesAt, expiresAt);
        }
    }

    record MovePart(LotPart lot, boolean in) {}

    static LoyaltyEntryDocument of(Booking.Booked booked) {
        var entry = booked.entry();
        var cause = entry.cause();
        return new LoyaltyEntryDocument(
                idOf(entry.account(), entry.number()),
                entry.account().value(),
                entry.number(),
                entry.kind(),
                cause.key(),
                cause.type(),
                cause.id(),
                cause.at(),
                entry.by(),
                entry.other().map(CustomerId::value).orElse(null),
                entry.moves().stream()
                        .map(it -> new MovePart(LotPart.of(it.lot()), it.in()))
                        .toList(),
                entry.postings(),
                entry.at(),
                entry.after(),
                booked.account().lots().stream().map(LotPart::of).toList(),
                booked.account().nextDue().orElse(null),
                entry.kind() == Entry.Kind.TRANSFER_OUT ? true : null);
    }

    static String idOf(CustomerId account, long number) {
        return "%s/%012d".formatted(account, number);
    }

    /** As callers know an entry. */
    static String entryId(CustomerId account, long number) {
        return TypeId.of("lpe", NamedUuid.of(idOf(account, number)));
    }

    Entry toDomain() {
        return new Entry(
                new CustomerId(account),
                number,
                kind,
                new Cause(causeType, causeId, causeAt),
                by,
                Optional.ofNullable(other).map(CustomerId::new),
                moves.stream().map(it -> new Entry.Move(it.lot().toDomain(), it.in())).toList(),
                postings,
                at,
                after);
    }

    /** The account as this entry leaves it; empty if there are later ones. */
    Optional<Account> toAccount() {
        return Optional.ofNullable(lots)
                .map(it ->
                        new Account(
                                new CustomerId(account),
                                number,
                                at,
                                it.stream().map(LotPart::toDomain).toList(),
                                after));
    }
}
