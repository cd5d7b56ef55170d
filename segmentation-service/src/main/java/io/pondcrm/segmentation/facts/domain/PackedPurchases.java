package io.pondcrm.segmentation.facts.domain;

import io.pondcrm.kernel.TypeId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Purchases in a third of the memory: numbers side by side, and what many purchases have in common
 * shared. Reads as the list that it was made of; each purchase is made when it is asked for.
 */
final class PackedPurchases extends AbstractList<Purchase> implements RandomAccess {

    /** What follows an id's prefix: an underscore and 26 characters. */
    private static final int SUFFIX = 27;

    /** The moment, the id's two halves, amount, discount and margin. */
    private static final int WIDTH = 6;

    private final long[] numbers;
    private final Shared[] shares;

    private PackedPurchases(long[] numbers, Shared[] shares) {
        this.numbers = numbers;
        this.shares = shares;
    }

    /**
     * What many purchases have in common; scales are those of the amounts.
     *
     * @param prefix of the transaction's id
     */
    private record Shared(
            String prefix,
            long sequence,
            Purchase.Kind kind,
            int scale,
            @Nullable Integer discountScale,
            @Nullable Integer marginScale,
            String currency,
            @Nullable String channel,
            List<String> categories) {}

    /**
     * @return an equal list; the given one where something in it can't be packed: an id of another
     *     form, a moment between milliseconds, an amount beyond 64 bits
     */
    static List<Purchase> of(List<Purchase> purchases, Interner interner) {
        if (purchases.isEmpty() || !purchases.stream().allMatch(PackedPurchases::fits)) {
            return purchases;
        }
        var numbers = new long[purchases.size() * WIDTH];
        var shares = new Shared[purchases.size()];
        for (var index = 0; index < shares.length; index++) {
            var purchase = purchases.get(index);
            var kind = prefix(purchase);
            var id = TypeId.uuid(kind, purchase.transactionId());
            var discount = purchase.discount();
            var margin = purchase.signedMargin();
            var first = index * WIDTH;
            numbers[first] = purchase.occurredAt().toEpochMilli();
            numbers[first + 1] = id.getMostSignificantBits();
            numbers[first + 2] = id.getLeastSignificantBits();
            numbers[first + 3] = purchase.amount().unscaledValue().longValueExact();
            numbers[first + 4] = unscaled(discount);
            numbers[first + 5] = unscaled(margin);
            shares[index] =
                    interner.intern(
                            new Shared(
                                    kind,
                                    purchase.sequence(),
                                    purchase.kind(),
                                    purchase.amount().scale(),
                                    scale(discount),
                                    scale(margin),
                                    purchase.currency(),
                                    purchase.channel(),
                                    purchase.categories()));
        }
        return new PackedPurchases(numbers, shares);
    }

    @Override
    public Purchase get(int index) {
        var shared = shares[Objects.checkIndex(index, shares.length)];
        var first = index * WIDTH;
        return new Purchase(
                TypeId.of(shared.prefix, new UUID(numbers[first + 1], numbers[first + 2])),
                shared.sequence,
                shared.kind,
                Instant.ofEpochMilli(numbers[first]),
                BigDecimal.valueOf(numbers[first + 3], shared.scale),
                shared.currency,
                shared.channel,
                shared.categories,
                amount(numbers[first + 4], shared.discountScale),
                amount(numbers[first + 5], shared.marginScale));
    }

    @Override
    public int size() {
        return shares.length;
    }

    private static boolean fits(Purchase purchase) {
        var at = purchase.occurredAt();
        return TypeId.isValid(prefix(purchase), purchase.transactionId())
                && at.equals(Instant.ofEpochMilli(at.toEpochMilli()))
                && fits(purchase.amount())
                && fits(purchase.discount())
                && fits(purchase.signedMargin());
    }

    private static String prefix(Purchase purchase) {
        var id = purchase.transactionId();
        return id.substring(0, Math.max(0, id.length() - SUFFIX));
    }

    private static long unscaled(@Nullable BigDecimal amount) {
        return amount == null ? 0 : amount.unscaledValue().longValueExact();
    }

    private static @Nullable Integer scale(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.scale();
    }

    private static @Nullable BigDecimal amount(long unscaled, @Nullable Integer scale) {
        return scale == null ? null : BigDecimal.valueOf(unscaled, scale);
    }

    private static boolean fits(@Nullable BigDecimal amount) {
        return amount == null || amount.unscaledValue().bitLength() < Long.SIZE;
    }
}
