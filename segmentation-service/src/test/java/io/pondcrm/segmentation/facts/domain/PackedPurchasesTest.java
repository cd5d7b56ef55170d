package io.pondcrm.segmentation.facts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.TypeId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedPurchasesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00.123Z");

    private final Random random = new Random(21);

    @Test
    void packed_purchases_read_as_the_list_they_were_made_of() {
        for (var round = 0; round < 500; round++) {
            var purchases = new ArrayList<Purchase>();
            for (var number = random.nextInt(20); number > 0; number--) {
                purchases.add(any());
            }

            var packed = PackedPurchases.of(List.copyOf(purchases), new Interner());

            assertThat(packed).isEqualTo(purchases);
            assertThat(packed instanceof PackedPurchases).isEqualTo(!purchases.isEmpty());
            assertThat(packed.reversed()).isEqualTo(purchases.reversed());
        }
    }

    @Test
    void what_does_not_fit_stays_as_it_is() {
        var fitting = any();
        for (var odd :
                List.of(
                        purchase("t1", NOW, "1.00", null),
                        purchase(id(), NOW.plusNanos(1), "1.00", null),
                        purchase(id(), NOW, "12345678901234567890.12", null),
                        purchase(id(), NOW, "1.00", "12345678901234567890.12"))) {
            var purchases = List.of(fitting, odd);
            assertThat(PackedPurchases.of(purchases, new Interner())).isSameAs(purchases);
        }
    }

    @Test
    void packed_facts_learn_as_others_do() {
        var news = new Fact.Purchased(any());
        var facts = Fixtures.registered(Fixtures.ADA, NOW, any(), any(), any());

        var packed = facts.packed(new Interner());

        assertThat(packed).isEqualTo(facts);
        assertThat(packed.learn(List.of(news))).isEqualTo(facts.learn(List.of(news)));
    }

    private Purchase any() {
        return new Purchase(
                id(),
                random.nextInt(1, 4),
                random.nextBoolean() ? Purchase.Kind.SALE : Purchase.Kind.REFUND,
                NOW.minusMillis(random.nextLong(100_000_000_000L)),
                new BigDecimal(random.nextInt(100_000)).movePointLeft(random.nextInt(4)),
                random.nextBoolean() ? "CNY" : "EUR",
                random.nextBoolean() ? "WEB" : null,
                random.nextBoolean() ? List.of("BREAD", "TEA") : List.of(),
                random.nextBoolean() ? new BigDecimal("0.50") : null,
                random.nextBoolean() ? new BigDecimal("-1.250") : null);
    }

    private static Purchase purchase(
            String id, Instant at, String amount, @Nullable String discount) {
        return new Purchase(
                id,
                1,
                Purchase.Kind.SALE,
                at,
                new BigDecimal(amount),
                "CNY",
                null,
                List.of(),
                discount == null ? null : new BigDecimal(discount),
                null);
    }

    private String id() {
        return TypeId.of(
                random.nextBoolean() ? "txn" : "trx",
                new UUID(random.nextLong(), random.nextLong()));
    }
}
