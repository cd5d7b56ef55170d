package io.pondcrm.customer.transaction.domain;

import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a partner says about a purchase or a refund, not yet checked.
 *
 * @param system the partner system, for example {@code shop}
 * @param externalId the partner's number of the transaction: the same number is the same
 *     transaction
 * @param customer who bought
 * @param occurredAt when it happened, which may be years ago
 * @param channel where, for example {@code STORE}, {@code WEB}
 * @param lines empty where only the total is known
 * @param total absent where the lines tell
 */
public record NewTransaction(
        String system,
        String externalId,
        CustomerReference customer,
        TransactionType type,
        Instant occurredAt,
        @Nullable String channel,
        List<TransactionLine> lines,
        @Nullable Money total) {

    private static final int MOST_LINES = 500;
    private static final int LONGEST_TEXT = 200;

    /** How far a partner's clock may be ahead of ours. */
    private static final Duration CLOCK_LEEWAY = Duration.ofMinutes(5);

    public NewTransaction {
        lines = List.copyOf(lines);
    }

    /**
     * Everything that is wrong with it; empty if it can be recorded.
     *
     * @param now nothing happens later than this
     */
    public List<Flaw> flaws(Instant now) {
        var flaws = new ArrayList<Flaw>();
        requireText("/externalId", externalId, flaws);
        if (channel != null) {
            requireText("/channel", channel, flaws);
        }
        if (occurredAt.isAfter(now.plus(CLOCK_LEEWAY))) {
            flaws.add(new Flaw("/occurredAt", Flaw.Kind.IN_FUTURE));
        }
        var currency = currency();
        if (currency.isEmpty()) {
            flaws.add(new Flaw("/total", Flaw.Kind.TOTAL_REQUIRED));
            return flaws;
        }
        if (total != null) {
            requirePayable("/total", total, currency.get(), flaws);
        }
        if (lines.size() > MOST_LINES) {
            flaws.add(new Flaw("/lines", Flaw.Kind.TOO_MANY_LINES));
            return flaws;
        }
        for (var index = 0; index < lines.size(); index++) {
            checkLine("/lines/" + index, lines.get(index), currency.get(), flaws);
        }
        if (flaws.isEmpty() && !lines.isEmpty()) {
            var sum = sumOfLines(currency.get());
            if (sum.amount().signum() < 0) {
                flaws.add(new Flaw("/lines", Flaw.Kind.NEGATIVE_AMOUNT));
            } else if (total != null && !total.equals(sum)) {
                flaws.add(new Flaw("/total", Flaw.Kind.TOTAL_MISMATCH));
            }
        }
        return flaws;
    }

    /** The transaction's currency: the total's, else the first line's. */
    private Optional<Currency> currency() {
        if (total != null) {
            return Optional.of(total.currency());
        }
        return lines.stream().findFirst().map(line -> line.unitPrice().currency());
    }

    /**
     * The amount paid or given back.
     *
     * @throws IllegalStateException if there is none: ask for {@link #flaws} first
     */
    Money amount() {
        if (total != null) {
            return total;
        }
        return sumOfLines(
                currency().orElseThrow(() -> new IllegalStateException("Neither lines nor total")));
    }

    /** Rounded once, at the end, half up, to the currency's minor unit. */
    private Money sumOfLines(Currency currency) {
        var sum =
                lines.stream()
                        .map(TransactionLine::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Money(sum.setScale(digitsOf(currency), RoundingMode.HALF_UP), currency);
    }

    private static void checkLine(
            String pointer, TransactionLine line, Currency currency, List<Flaw> flaws) {
        if (line.sku() != null) {
            requireText(pointer + "/sku", line.sku(), flaws);
        }
        if (line.category() != null) {
            requireText(pointer + "/category", line.category(), flaws);
        }
        if (line.quantity().signum() <= 0) {
            flaws.add(new Flaw(pointer + "/quantity", Flaw.Kind.QUANTITY_RANGE));
        }
        requireAmount(pointer + "/unitPrice", line.unitPrice(), currency, flaws);
        if (line.discount() != null) {
            requireAmount(pointer + "/discount", line.discount(), currency, flaws);
        }
        if (line.margin() != null && !line.margin().currency().equals(currency)) {
            flaws.add(new Flaw(pointer + "/margin", Flaw.Kind.CURRENCY_MISMATCH));
        }
    }

    private static void requirePayable(
            String pointer, Money money, Currency currency, List<Flaw> flaws) {
        requireAmount(pointer, money, currency, flaws);
        if (money.amount().scale() > digitsOf(currency)) {
            flaws.add(new Flaw(pointer, Flaw.Kind.AMOUNT_SCALE));
        }
    }

    private static void requireAmount(
            String pointer, Money money, Currency currency, List<Flaw> flaws) {
        if (!money.currency().equals(currency)) {
            flaws.add(new Flaw(pointer, Flaw.Kind.CURRENCY_MISMATCH));
        } else if (money.amount().signum() < 0) {
            flaws.add(new Flaw(pointer, Flaw.Kind.NEGATIVE_AMOUNT));
        }
    }

    private static void requireText(String pointer, String text, List<Flaw> flaws) {
        if (text.isBlank()
                || text.length() > LONGEST_TEXT
                || text.codePoints().anyMatch(Character::isISOControl)) {
            flaws.add(new Flaw(pointer, Flaw.Kind.TEXT_FORMAT));
        }
    }

    private static int digitsOf(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
