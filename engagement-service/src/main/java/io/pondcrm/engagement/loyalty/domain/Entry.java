package io.pondcrm.engagement.loyalty.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of an account's ledger; it never changes.
 *
 * @param number 1 for the account's first, one more for each that follows
 * @param by the client that asked for it; empty where an event or time did
 * @param other of a transfer, the account at its other end
 * @param moves what came to lots (above zero) or went from them; not empty unless nothing was moved
 * @param postings by book, without zeros; they add up to zero
 * @param at when it was booked; not before the entry in front of it
 * @param after what the account has after it, by book, without zeros
 */
public record Entry(
        CustomerId account,
        long number,
        Kind kind,
        Cause cause,
        String by,
        Optional<CustomerId> other,
        List<Move> moves,
        Map<Book, Long> postings,
        Instant at,
        Map<Book, Long> after) {

    /** What is done to an account. */
    public enum Kind {
        EARN,
        ACTIVATE,
        SPEND,
        ADJUST,
        /** Takes back for a refund. */
        REVERSE,
        EXPIRE,
        TRANSFER_OUT,
        TRANSFER_IN
    }

    /**
     * What becomes of one lot.
     *
     * @param lot with how many of its points move
     * @param in whether they come, or go
     */
    public record Move(Lot lot, boolean in) {

        /** Above zero for points that come. */
        public long points() {
            return in ? lot.points() : -lot.points();
        }
    }

    public Entry {
        moves = List.copyOf(moves);
        postings = Map.copyOf(postings);
        after = Map.copyOf(after);
        if (postings.values().stream().mapToLong(Long::longValue).sum() != 0) {
            throw new IllegalArgumentException("What is posted must add up to zero");
        }
    }

    /** How many points more, or fewer where below zero, are the customer's by this entry. */
    public long points() {
        return postings.entrySet().stream()
                .filter(it -> it.getKey().isCustomers())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The lots whose points went, with what went of each. */
    public List<Lot> taken() {
        return moves.stream().filter(it -> !it.in()).map(Move::lot).toList();
    }
}
