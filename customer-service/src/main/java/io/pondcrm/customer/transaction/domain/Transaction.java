package io.pondcrm.customer.transaction.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A purchase or a refund that happened. Never changed, only added.
 *
 * @param id {@code trx_…}
 * @param total positive for refunds too: the type says which way it went
 * @param recordedAt when we learned of it
 */
public record Transaction(
        String id,
        CustomerId customer,
        String system,
        String externalId,
        TransactionType type,
        Instant occurredAt,
        @Nullable String channel,
        List<TransactionLine> lines,
        Money total,
        Instant recordedAt) {

    /** The prefix of every transaction id. */
    public static final String PREFIX = "trx";

    public Transaction {
        // The store keeps milliseconds: what was sent must equal what is read back.
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MILLIS);
        lines = List.copyOf(lines);
    }

    /** What a checked request becomes. */
    public static Transaction of(
            String id, CustomerId customer, NewTransaction request, Instant recordedAt) {
        return new Transaction(
                id,
                customer,
                request.system(),
                request.externalId(),
                request.type(),
                request.occurredAt(),
                request.channel(),
                request.lines(),
                request.amount(),
                recordedAt);
    }

    /** Where the transaction stands in the order of partners' numbers. */
    public String place() {
        return system + " " + externalId;
    }

    /** The total with its sign: what was given back counts less than nothing. */
    public Money netAmount() {
        return type == TransactionType.REFUND ? total.negated() : total;
    }

    /** Categories of the goods, where lines tell. */
    public SortedSet<String> categories() {
        var categories = new TreeSet<String>();
        lines.forEach(line -> {
            if (line.category() != null) {
                categories.add(line.category());
            }
        });
        return categories;
    }

    /** What the lines took off together, in the total's currency; empty where none is known. */
    public Optional<BigDecimal> discount() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var discount = BigDecimal.ZERO;
        for (var line : lines) {
            var off = line.discount();
            if (off != null) {
                discount = discount.add(off.amount());
            }
        }
        return Optional.of(discount);
    }

    /**
     * What the transaction earned, with its sign: what was earned on goods that came back counts
     * less than nothing.
     *
     * @return empty where any line's margin is not known: a part of it would look like all
     */
    public Optional<BigDecimal> netMargin() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var earned = BigDecimal.ZERO;
        for (var line : lines) {
            var margin = line.margin();
            if (margin == null) {
                return Optional.empty();
            }
            earned = earned.add(margin.amount());
        }
        return Optional.of(type == TransactionType.REFUND ? earned.negate() : earned);
    }

    /**
     * What becomes of a second transaction under the same number.
     *
     * @return {@link Recording.Duplicate} if it says the same, else {@link Recording.Conflicting}
     */
    public Recording repeatedAs(Transaction other) {
        var differing = new TreeSet<String>();
        note("customer", customer, other.customer, differing);
        note("type", type, other.type, differing);
        note("occurredAt", occurredAt, other.occurredAt, differing);
        note("channel", channel, other.channel, differing);
        note("lines", lines, other.lines, differing);
        note("total", total, other.total, differing);
        return differing.isEmpty()
                ? new Recording.Duplicate(this)
                : new Recording.Conflicting(this, List.copyOf(differing));
    }

    private static void note(
            String name,
            @Nullable Object ours,
            @Nullable Object theirs,
            SortedSet<String> differing) {
        if (!Objects.equals(ours, theirs)) {
            differing.add(name);
        }
    }
}
