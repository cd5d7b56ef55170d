package io.pondcrm.suite.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleCompanyTest {

    static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    static final SampleCompany COMPANY = SampleCompany.until(DAY);

    @Test
    void the_same_day_gives_the_same_bytes() throws IOException {
        assertThat(hash(SampleCompany.until(DAY)))
                .isEqualTo(hash(COMPANY))
                .isEqualTo("d5ec8d1431c5be00e7080b119b81c174d9367cfdb665b2942c095aac8c5d1a46");
    }

    @Test
    void there_are_enough_customers_and_transactions_and_some_refunds() {
        var refunds = COMPANY.purchases().stream().filter(SamplePurchase::refund).count();

        assertThat(COMPANY.customers()).hasSize(12_000);
        assertThat(COMPANY.transactionCount()).isBetween(60_000, 75_000);
        assertThat(refunds / (double) COMPANY.transactionCount()).isBetween(0.02, 0.04);
    }

    @Test
    void everything_happens_in_the_two_years_before_the_day() {
        assertThat(COMPANY.purchases())
                .allSatisfy(purchase ->
                        assertThat(purchase.occurredAt())
                                .isBetween(
                                        Instant.parse("2024-11-20T00:00:00Z"),
                                        Instant.parse("2026-11-21T16:00:00Z")));
    }

    @Test
    void keys_are_unique_and_every_purchase_has_a_known_customer() {
        assertThat(COMPANY.purchases())
                .extracting(SamplePurchase::externalId)
                .doesNotHaveDuplicates();
        assertThat(COMPANY.customers())
                .extracting(SampleCustomer::externalId)
                .doesNotHaveDuplicates();
        assertThat(COMPANY.purchases())
                .extracting(SamplePurchase::customer)
                .isSubsetOf(COMPANY.customers().stream().map(SampleCustomer::externalId).toList());
    }

    @Test
    void nobody_can_be_reached_by_mail() {
        assertThat(COMPANY.customers())
                .extracting(SampleCustomer::email)
                .allSatisfy(email -> {
                    if (email != null) {
                        assertThat(email).matches("[a-z0-9.]+@example\\.(com|org|net)");
                    }
                });
    }

    /**
     * E[X(t)] of BG/NBD with r 0.243, α 4.414, a 0.793, b 2.426 (Fader, Hardie and Lee 2005), t in
     * weeks of the publication; here time runs eight times as fast.
     */
    @ParameterizedTest
    @CsvSource({"39, 1.196723, 0.08", "52, 1.446051, 0.1", "78, 1.860519, 0.13"})
    void people_buy_again_as_often_as_the_published_model_says(
            double weeks, double expected, double tolerance) {
        var total = 0;
        for (var person = 0; person < 20_000; person++) {
            total +=
                    BuyingBehavior.repeatPurchases(Dice.of(7, person), weeks / BuyingBehavior.PACE)
                            .size();
        }

        assertThat(total / 20_000.0).isCloseTo(expected, within(tolerance));
    }

    /** P(X(39) = 0) = 0.5737864 (same publication). */
    @Test
    void as_many_people_never_come_back_as_the_published_model_says() {
        var none = 0;
        for (var person = 0; person < 20_000; person++) {
            none +=
                    BuyingBehavior.repeatPurchases(Dice.of(8, person), 39 / BuyingBehavior.PACE)
                                    .isEmpty()
                            ? 1
                            : 0;
        }

        assertThat(none / 20_000.0).isCloseTo(0.5737864, within(0.012));
    }

    @Test
    void the_companys_own_customers_follow_the_model_too() {
        var first = new HashMap<String, Instant>();
        var repeats = new HashMap<String, Integer>();
        var span = Duration.ofSeconds((long) (39 / BuyingBehavior.PACE * 7 * 86_400));
        for (var purchase : COMPANY.purchases()) {
            if (!purchase.refund()) {
                var start = first.putIfAbsent(purchase.customer(), purchase.occurredAt());
                if (start != null && purchase.occurredAt().isBefore(start.plus(span))) {
                    repeats.merge(purchase.customer(), 1, Integer::sum);
                }
            }
        }
        var seenLongEnough =
                first.entrySet().stream()
                        .filter(entry ->
                                entry.getValue()
                                        .plus(span)
                                        .isBefore(Instant.parse("2026-11-21T16:00:00Z")))
                        .mapToInt(entry -> repeats.getOrDefault(entry.getKey(), 0))
                        .average()
                        .orElseThrow();

        assertThat(seenLongEnough).isCloseTo(1.196723, within(0.12));
    }

    /** Mean p γ / (q − 1) of Gamma-Gamma with p 6.25, q 3.74, γ 15.44 (Fader and Hardie 2013). */
    @Test
    void customers_spend_as_much_on_average_as_the_published_model_says() {
        var sum = BigDecimal.ZERO;
        for (var person = 0; person < 20_000; person++) {
            var dice = Dice.of(9, person);
            sum = sum.add(BuyingBehavior.amount(dice, BuyingBehavior.thrift(dice)));
        }

        assertThat(sum.doubleValue() / 20_000)
                .isCloseTo(BuyingBehavior.PRICE_LEVEL * 35.2190, within(8.0));
        assertThat(BuyingBehavior.meanAmount()).isCloseTo(281.75, within(0.01));
    }

    @Test
    void files_have_a_header_and_a_row_for_each() throws IOException {
        var customers = new ByteArrayOutputStream();
        var transactions = new ByteArrayOutputStream();
        COMPANY.writeCustomers(customers);
        COMPANY.writeTransactions(transactions);

        assertThat(customers.toString(StandardCharsets.UTF_8).lines()).hasSize(12_001);
        assertThat(transactions.toString(StandardCharsets.UTF_8).lines())
                .hasSize(COMPANY.transactionCount() + 1);
    }

    private static String hash(SampleCompany company) throws IOException {
        try {
            var bytes = new ByteArrayOutputStream();
            company.writeCustomers(bytes);
            company.writeTransactions(bytes);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
