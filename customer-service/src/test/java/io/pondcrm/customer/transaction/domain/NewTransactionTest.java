package io.pondcrm.customer.transaction.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewTransactionTest {

    private static final CustomerId ADA = CustomerId.of(new UUID(0, 1));
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void lines_tell_the_total_where_none_is_given() {
        var sale = sale(null, line("3", "1.333", "0.50"), line("0.5", "7", null));

        assertThat(sale.flaws(NOON)).isEmpty();
        assertThat(Transaction.of("trx_1", ADA, sale, NOON).total())
                .isEqualTo(Money.of("7.00", "CNY"));
    }

    @Test
    void discounts_are_known_where_lines_are() {
        var sale = sale(null, line("3", "1.333", "0.50"), line("0.5", "7", null));
        var total = sale(Money.of("12.30", "CNY"));

        assertThat(Transaction.of("trx_1", ADA, sale, NOON).discount())
                .contains(new BigDecimal("0.50"));
        assertThat(Transaction.of("trx_2", ADA, total, NOON).discount()).isEmpty();
    }

    @Test
    void a_margin_is_known_where_every_line_tells_it() {
        var known = sale(null, earning("2.50"), earning("-0.75"));
        var partly = sale(null, earning("2.50"), line("1", "7", null));

        assertThat(Transaction.of("trx_1", ADA, known, NOON).netMargin())
                .contains(new BigDecimal("1.75"));
        assertThat(Transaction.of("trx_2", ADA, partly, NOON).netMargin()).isEmpty();
        assertThat(Transaction.of("trx_3", ADA, sale(Money.of("7", "CNY")), NOON).netMargin())
                .isEmpty();
    }

    @Test
    void what_a_refund_gave_back_of_the_profit_counts_less_than_nothing() {
        var refund =
                new NewTransaction(
                        "shop",
                        "C1",
                        new CustomerReference.ById(ADA),
                        TransactionType.REFUND,
                        NOON,
                        null,
                        List.of(earning("2.50")),
                        null);

        assertThat(Transaction.of("trx_1", ADA, refund, NOON).netMargin())
                .contains(new BigDecimal("-2.50"));
    }

    private static TransactionLine earning(String margin) {
        return new TransactionLine(
                null, null, BigDecimal.ONE, Money.of("7", "CNY"), null, Money.of(margin, "CNY"));
    }

    @Test
    void a_total_without_lines_is_enough() {
        assertThat(sale(Money.of("12.30", "CNY")).flaws(NOON)).isEmpty();
    }

    @Test
    void lines_that_do_not_add_up_are_refused() {
        assertThat(sale(Money.of("7.01", "CNY"), line("1", "7", null)).flaws(NOON))
                .containsExactly(new Flaw("/total", Flaw.Kind.TOTAL_MISMATCH));
    }

    @Test
    void a_line_in_another_currency_is_refused() {
        var foreign =
                new TransactionLine(null, null, BigDecimal.ONE, Money.of("7", "USD"), null, null);

        assertThat(sale(Money.of("7", "CNY"), foreign).flaws(NOON))
                .containsExactly(new Flaw("/lines/0/unitPrice", Flaw.Kind.CURRENCY_MISMATCH));
    }

    @Test
    void amounts_are_positive_and_fit_the_currency() {
        assertThat(sale(Money.of("-1", "CNY")).flaws(NOON))
                .containsExactly(new Flaw("/total", Flaw.Kind.NEGATIVE_AMOUNT));
        assertThat(sale(Money.of("1.005", "CNY")).flaws(NOON))
                .containsExactly(new Flaw("/total", Flaw.Kind.AMOUNT_SCALE));
        assertThat(sale(Money.of("1.5", "JPY")).flaws(NOON))
                .containsExactly(new Flaw("/total", Flaw.Kind.AMOUNT_SCALE));
        assertThat(sale(null).flaws(NOON))
                .containsExactly(new Flaw("/total", Flaw.Kind.TOTAL_REQUIRED));
        assertThat(sale(null, line("1", "2", "3")).flaws(NOON))
                .containsExactly(new Flaw("/lines", Flaw.Kind.NEGATIVE_AMOUNT));
        assertThat(sale(null, line("0", "2", null)).flaws(NOON))
                .containsExactly(new Flaw("/lines/0/quantity", Flaw.Kind.QUANTITY_RANGE));
    }

    @Test
    void nothing_is_bought_tomorrow() {
        var sale = sale(Money.of("1", "CNY"));

        assertThat(sale.flaws(NOON.minus(Duration.ofMinutes(4)))).isEmpty();
        assertThat(sale.flaws(NOON.minus(Duration.ofDays(1))))
                .containsExactly(new Flaw("/occurredAt", Flaw.Kind.IN_FUTURE));
    }

    @Test
    void the_same_number_is_the_same_transaction_or_a_conflict() {
        var stored = Transaction.of("trx_1", ADA, sale(Money.of("12.3", "CNY")), NOON);
        var again =
                Transaction.of("trx_2", ADA, sale(Money.of("12.30", "CNY")), NOON.plusSeconds(9));
        var other = Transaction.of("trx_3", ADA, sale(Money.of("12.31", "CNY")), NOON);

        assertThat(stored.repeatedAs(again)).isEqualTo(new Recording.Duplicate(stored));
        assertThat(stored.repeatedAs(other))
                .isEqualTo(new Recording.Conflicting(stored, List.of("total")));
    }

    @Test
    void a_refund_counts_less_than_nothing() {
        var refund =
                new NewTransaction(
                        "shop",
                        "C1",
                        new CustomerReference.ById(ADA),
                        TransactionType.REFUND,
                        NOON,
                        null,
                        List.of(),
                        Money.of("5", "CNY"));

        assertThat(Transaction.of("trx_1", ADA, refund, NOON).netAmount())
                .isEqualTo(Money.of("-5.00", "CNY"));
    }

    private static NewTransaction sale(@Nullable Money total, TransactionLine... lines) {
        return new NewTransaction(
                "shop",
                "1001",
                new CustomerReference.ById(ADA),
                TransactionType.SALE,
                NOON,
                "STORE",
                List.of(lines),
                total);
    }

    private static TransactionLine line(String quantity, String price, @Nullable String discount) {
        return new TransactionLine(
                "sku-1",
                "tea",
                new BigDecimal(quantity),
                Money.of(price, "CNY"),
                discount == null ? null : Money.of(discount, "CNY"),
                null);
    }
}
