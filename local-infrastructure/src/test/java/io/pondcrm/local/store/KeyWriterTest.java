package io.pondcrm.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyWriterTest {

    /** The order of types is MongoDB's manual, "Comparison/Sort Order". */
    private static final List<@Nullable Object> IN_ORDER =
            Arrays.asList(
                    MinKey.getInstance(),
                    null,
                    Double.NEGATIVE_INFINITY,
                    Long.MIN_VALUE,
                    Long.MIN_VALUE + 1,
                    -1.5,
                    -1,
                    0,
                    decimal("0.1"),
                    0.1,
                    1L,
                    decimal("12.30"),
                    1L << 53,
                    (1L << 53) + 1,
                    Long.MAX_VALUE - 1,
                    Long.MAX_VALUE,
                    decimal("12345678901234567890.01"),
                    decimal("12345678901234567890.02"),
                    Double.POSITIVE_INFINITY,
                    "",
                    "\u0000",
                    "\u0001",
                    "\u0001\u0000",
                    "A",
                    "AB",
                    "a",
                    "é",
                    "李",
                    "\uFF21",
                    "𠮷",
                    new Document("a", 1),
                    new Document("a", 1).append("b", 1),
                    new Document("a", 2),
                    List.of(1),
                    List.of(1, 2),
                    List.of(2),
                    false,
                    true,
                    Instant.EPOCH.minusMillis(1),
                    Instant.EPOCH,
                    MaxKey.getInstance());

    @Test
    void values_order_as_in_mongodb_and_backwards_when_descending() {
        for (int i = 0; i < IN_ORDER.size(); i++) {
            for (int j = 0; j < IN_ORDER.size(); j++) {
                assertThat(Integer.signum(compare(IN_ORDER.get(i), IN_ORDER.get(j), true)))
                        .as("%s and %s", IN_ORDER.get(i), IN_ORDER.get(j))
                        .isEqualTo(Integer.compare(i, j));
                assertThat(Integer.signum(compare(IN_ORDER.get(i), IN_ORDER.get(j), false)))
                        .isEqualTo(Integer.compare(j, i));
            }
        }
    }

    @Test
    void equal_numbers_of_different_types_are_one_key() {
        assertThat(compare(3, 3L, true)).isZero();
        assertThat(compare(3, 3.0, true)).isZero();
        assertThat(compare(3, decimal("3.00"), true)).isZero();
        assertThat(compare(0.0, -0.0, true)).isZero();
    }

    @Test
    void decimals_keep_all_34_digits_apart() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal one = number(random);
            BigDecimal other = random.nextBoolean() ? number(random) : one.add(one.ulp());
            assertThat(Integer.signum(compare(new Decimal128(one), new Decimal128(other), true)))
                    .as("%s and %s", one, other)
                    .isEqualTo(one.compareTo(other));
        }
    }

    private static BigDecimal number(Random random) {
        var digits = new BigInteger(random.nextInt(105), random);
        return new BigDecimal(
                random.nextBoolean() ? digits : digits.negate(), random.nextInt(20) - 5);
    }

    private static Decimal128 decimal(String text) {
        return new Decimal128(new BigDecimal(text));
    }

    private static int compare(@Nullable Object one, @Nullable Object other, boolean ascending) {
        return Arrays.compareUnsigned(
                new KeyWriter().value(one, ascending).toBytes(),
                new KeyWriter().value(other, ascending).toBytes());
    }
}
