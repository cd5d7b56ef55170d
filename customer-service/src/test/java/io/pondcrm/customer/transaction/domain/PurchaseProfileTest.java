package io.pondcrm.customer.transaction.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.pondcrm.customer.transaction.domain.PurchaseProfile.CategorySpending;
import io.pondcrm.customer.transaction.domain.PurchaseProfile.Part;
import io.pondcrm.customer.transaction.domain.PurchaseProfile.Rhythm;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each figure here was reckoned by hand. */
class PurchaseProfileTest {

    private static final CustomerId ADA = CustomerId.of(new UUID(0, 1));
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant UNTIL = Instant.parse("2026-11-22T04:00:00Z");

    @Test
    void who_never_bought_has_no_habits() {
        var profile = PurchaseProfile.of(Stream.of(), SHANGHAI, UNTIL);

        assertThat(profile.purchases()).isZero();
        assertThat(profile.first()).isEmpty();
        assertThat(profile.rhythm()).isEmpty();
        assertThat(profile.spending()).isEmpty();
        assertThat(profile.weekdays()).hasSize(7).doesNotContainValue(1);
        assertThat(profile.hours()).hasSize(24).containsOnly(0);
        assertThat(profile.seasons()).isEmpty();
    }

    @Test
    void four_visits_and_a_refund_tell_rhythm_baskets_and_categories() {
        var profile =
                PurchaseProfile.of(
                        Stream.of(
                                // A Sunday, 23:30 by the clock of Shanghai.
                                sale(
                                        "2026-10-04T15:30:00Z",
                                        "STORE",
                                        line("tea", "2", "30"),
                                        line("cups", "1", "40")),
                                // A Monday, and a second time on that day: one day of buying.
                                sale("2026-10-12T02:00:00Z", "STORE", line("tea", "1", "50")),
                                sale("2026-10-12T12:00:00Z", "WEB", line("tea", "3", "10")),
                                refund("2026-10-13T02:00:00Z", line("cups", "1", "10")),
                                sale("2026-11-01T01:00:00Z", null, line(null, "1", "60"))),
                        SHANGHAI,
                        UNTIL);

        assertThat(profile.purchases()).isEqualTo(4);
        assertThat(profile.refunds()).isEqualTo(1);
        assertThat(profile.first()).contains(Instant.parse("2026-10-04T15:30:00Z"));
        assertThat(profile.last()).contains(Instant.parse("2026-11-01T01:00:00Z"));
        // Gaps of 8 and 20 days: mean and median 14, deviation sqrt(72) = 8.485.
        assertThat(profile.rhythm())
                .contains(
                        new Rhythm(
                                3,
                                new BigDecimal("14.0"),
                                new BigDecimal("14"),
                                8,
                                20,
                                Optional.of(new BigDecimal("8.5")),
                                21,
                                LocalDate.parse("2026-11-15")));
        var spending = profile.spending().getFirst();
        // 100 + 50 + 30 + 60 - 10.
        assertThat(spending.net()).isEqualTo(cny("230"));
        assertThat(spending.averageBasket()).contains(cny("60"));
        assertThat(spending.medianBasket()).contains(cny("55"));
        // 3 + 1 + 3 + 1 pieces in four sales.
        assertThat(spending.averageItems()).contains(new BigDecimal("2.0"));
        assertThat(spending.categories())
                .containsExactly(
                        new CategorySpending(
                                "tea", cny("140"), Optional.of(new BigDecimal("0.8235"))),
                        new CategorySpending(
                                "cups", cny("30"), Optional.of(new BigDecimal("0.1765"))));
        assertThat(profile.categories())
                .containsExactly(
                        new Part("tea", 3, new BigDecimal("0.7500")),
                        new Part("cups", 1, new BigDecimal("0.2500")));
        assertThat(profile.channels())
                .containsExactly(
                        new Part("STORE", 2, new BigDecimal("0.5000")),
                        new Part("WEB", 1, new BigDecimal("0.2500")));
        assertThat(profile.weekdays())
                .contains(
                        entry(DayOfWeek.SUNDAY, 2),
                        entry(DayOfWeek.MONDAY, 2),
                        entry(DayOfWeek.TUESDAY, 0));
        assertThat(profile.hours().get(23)).isEqualTo(1);
        assertThat(profile.hours().get(10)).isEqualTo(1);
        assertThat(profile.hours().get(20)).isEqualTo(1);
        assertThat(profile.hours().get(9)).isEqualTo(1);
        assertThat(profile.seasons()).isEmpty();
    }

    @Test
    void what_came_back_dearer_than_it_was_bought_leaves_no_shares() {
        var profile =
                PurchaseProfile.of(
                        Stream.of(
                                sale("2026-10-04T01:00:00Z", null, line("tea", "1", "50")),
                                refund("2026-10-05T01:00:00Z", line("cups", "1", "10"))),
                        SHANGHAI,
                        UNTIL);

        assertThat(profile.spending().getFirst().categories())
                .containsExactly(
                        new CategorySpending("tea", cny("50"), Optional.empty()),
                        new CategorySpending("cups", cny("-10"), Optional.empty()));
    }

    @Test
    void currencies_are_told_apart() {
        var yen =
                new TransactionLine(
                        null,
                        null,
                        BigDecimal.ONE,
                        new Money(new BigDecimal("1000"), Currency.getInstance("JPY")),
                        null,
                        null);
        var profile =
                PurchaseProfile.of(
                        Stream.of(
                                sale("2026-10-04T01:00:00Z", null, line("tea", "1", "50")),
                                sale("2026-10-05T01:00:00Z", null, yen)),
                        SHANGHAI,
                        UNTIL);

        assertThat(profile.spending())
                .extracting(it -> it.net().toString())
                .containsExactly(cny("50").toString(), Money.of("1000", "JPY").toString());
    }

    @Test
    void two_whole_years_show_the_seasons() {
        var sales = new ArrayList<Transaction>();
        // One sale in each month, three in each December; the first month does not count.
        for (var month = YearMonth.parse("2024-10");
                month.isBefore(YearMonth.parse("2026-12"));
                month = month.plusMonths(1)) {
            for (var time = month.getMonth() == Month.DECEMBER ? 3 : 1; time > 0; time--) {
                sales.add(
                        sale(
                                month.atDay(2 + time)
                                        .atTime(12, 0)
                                        .toInstant(ZoneOffset.UTC)
                                        .toString(),
                                null,
                                line("tea", "1", "50")));
            }
        }

        var seasons = PurchaseProfile.of(sales.stream(), SHANGHAI, UNTIL).seasons();

        // 28 sales in 24 months: December has 6 of them, every other month 2.
        assertThat(seasons)
                .hasSize(12)
                .contains(
                        entry(Month.DECEMBER, new BigDecimal("2.57")),
                        entry(Month.MAY, new BigDecimal("0.86")));
        assertThat(PurchaseProfile.of(sales.stream().skip(2), SHANGHAI, UNTIL).seasons())
                .as("without the first months a whole month is lacking")
                .isEmpty();
    }

    private static Money cny(String amount) {
        return Money.of(amount, "CNY");
    }

    private static TransactionLine line(@Nullable String category, String pieces, String price) {
        return new TransactionLine(null, category, new BigDecimal(pieces), cny(price), null, null);
    }

    private static Transaction sale(String at, @Nullable String channel, TransactionLine... lines) {
        return transaction(TransactionType.SALE, at, channel, lines);
    }

    private static Transaction refund(String at, TransactionLine... lines) {
        return transaction(TransactionType.REFUND, at, null, lines);
    }

    private static Transaction transaction(
            TransactionType type, String at, @Nullable String channel, TransactionLine... lines) {
        var total = BigDecimal.ZERO;
        for (var line : lines) {
            total = total.add(line.amount());
        }
        return new Transaction(
                "trx_" + at,
                ADA,
                "shop",
                at,
                type,
                Instant.parse(at),
                channel,
                List.of(lines),
                new Money(total, lines[0].unitPrice().currency()),
                UNTIL);
    }
}
