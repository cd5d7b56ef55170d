package io.pondcrm.customer.transaction.domain;

import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a customer buys: what their sales tell of rhythm, baskets, categories and times. Refunds are
 * no visits: they count in what was spent and nowhere else.
 *
 * @param purchases how many sales
 * @param refunds how many refunds
 * @param first when the first sale happened; empty for none
 * @param last when the latest sale happened; empty for none
 * @param rhythm empty with sales on fewer than two days
 * @param spending one for each currency, by its code
 * @param categories in how many sales goods of a category were, most first; a sale counts for each
 *     of its categories
 * @param channels over which channel the sales came, most first; those without one are left out
 * @param weekdays sales by the day of the week, all seven
 * @param hours sales by the hour of the day, 24 of them
 * @param seasons for each month of the year the sales of that month against an average month: 1 is
 *     as usual, all twelve add up to 12 (rounded). By the ratio-to-average method over the latest
 *     whole years. Empty where fewer than two whole years of whole months are known
 */
public record PurchaseProfile(
        int purchases,
        int refunds,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<Rhythm> rhythm,
        List<Spending> spending,
        List<Part> categories,
        List<Part> channels,
        Map<DayOfWeek, Integer> weekdays,
        List<Integer> hours,
        Map<Month, BigDecimal> seasons) {

    private static final int SHARE_DIGITS = 4;
    private static final int MONTHS = 12;

    /**
     * The days between one day with sales and the next.
     *
     * @param days on how many days they bought
     * @param mean rounded to a tenth of a day
     * @param median to half a day
     * @param deviation the sample standard deviation, to a tenth; empty with fewer than two gaps
     * @param sinceLast days from the latest sale until the moment that was asked for
     * @param expectedNext the latest day with sales and the median gap, rounded up
     */
    public record Rhythm(
            int days,
            BigDecimal mean,
            BigDecimal median,
            long shortest,
            long longest,
            Optional<BigDecimal> deviation,
            long sinceLast,
            LocalDate expectedNext) {}

    /**
     * What was spent in one currency.
     *
     * @param net sales less refunds
     * @param averageBasket of a sale; empty where there were refunds only
     * @param medianBasket of a sale; empty where there were refunds only
     * @param averageItems pieces in a sale whose lines are known; empty where none is
     * @param categories sales less refunds by category, by the lines, most first. Its share is of
     *     all lines with a category
     */
    public record Spending(
            Money net,
            Optional<Money> averageBasket,
            Optional<Money> medianBasket,
            Optional<BigDecimal> averageItems,
            List<CategorySpending> categories) {}

    /**
     * @param share of all that is spent on categories, 0 to 1; empty where a category was given
     *     back for more than was bought, since parts of such a whole say nothing
     */
    public record CategorySpending(String category, Money net, Optional<BigDecimal> share) {}

    /**
     * @param share of all sales, 0 to 1
     */
    public record Part(String name, int purchases, BigDecimal share) {}

    /**
     * @param transactions of one customer, those before {@code until}, oldest first
     * @param zone decides which day and hour it was
     * @param until the moment of which the profile speaks
     */
    public static PurchaseProfile of(Stream<Transaction> transactions, ZoneId zone, Instant until) {
        var sum = new Sum(zone);
        transactions.forEachOrdered(sum::add);
        return sum.profile(until);
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, SHARE_DIGITS, RoundingMode.HALF_UP);
    }

    /** What is kept while transactions pass. */
    private static final class Sum {

        private final ZoneId zone;
        private int purchases;
        private int refunds;
        private Optional<Instant> first = Optional.empty();
        private Optional<Instant> last = Optional.empty();
        private final TreeSet<LocalDate> days = new TreeSet<>();
        private final TreeMap<String, SpendingSum> spending = new TreeMap<>();
        private final Map<String, Integer> categories = new HashMap<>();
        private final Map<String, Integer> channels = new HashMap<>();
        private final Map<DayOfWeek, Integer> weekdays = new EnumMap<>(DayOfWeek.class);
        private final int[] hours = new int[24];
        private final Map<YearMonth, Integer> months = new HashMap<>();

        Sum(ZoneId zone) {
            this.zone = zone;
        }

        void add(Transaction transaction) {
            spending.computeIfAbsent(
                            transaction.total().currency().getCurrencyCode(),
                            _ -> new SpendingSum(transaction.total().currency()))
                    .add(transaction);
            if (transaction.type() == TransactionType.REFUND) {
                refunds++;
                return;
            }
            purchases++;
            if (first.isEmpty()) {
                first = Optional.of(transaction.occurredAt());
            }
            last = Optional.of(transaction.occurredAt());
            var at = transaction.occurredAt().atZone(zone);
            days.add(at.toLocalDate());
            weekdays.merge(at.getDayOfWeek(), 1, Integer::sum);
            hours[at.getHour()]++;
            months.merge(YearMonth.from(at), 1, Integer::sum);
            transaction.categories().forEach(it -> categories.merge(it, 1, Integer::sum));
            if (transaction.channel() != null) {
                channels.merge(transaction.channel(), 1, Integer::sum);
            }
        }

        PurchaseProfile profile(Instant until) {
            var today = LocalDate.ofInstant(until, zone);
            for (var day : DayOfWeek.values()) {
                weekdays.putIfAbsent(day, 0);
            }
            return new PurchaseProfile(
                    purchases,
                    refunds,
                    first,
                    last,
                    rhythm(today),
                    spending.values().stream().map(SpendingSum::spending).toList(),
                    parts(categories),
                    parts(channels),
                    weekdays,
                    Arrays.stream(hours).boxed().toList(),
                    seasons(today));
        }

        private List<Part> parts(Map<String, Integer> counts) {
            return counts.entrySet().stream()
                    .sorted(
                            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .map(it ->
                            new Part(
                                    it.getKey(),
                                    it.getValue(),
                                    share(
                                            BigDecimal.valueOf(it.getValue()),
                                            BigDecimal.valueOf(purchases))))
                    .toList();
        }

        private Optional<Rhythm> rhythm(LocalDate today) {
            if (days.size() < 2) {
                return Optional.empty();
            }
            var gaps = new ArrayList<Long>();
            var before = days.first();
            for (var day : days.tailSet(before, false)) {
                gaps.add(ChronoUnit.DAYS.between(before, day));
                before = day;
            }
            gaps.sort(Comparator.naturalOrder());
            var median = median(gaps.stream().map(BigDecimal::valueOf).toList());
            return Optional.of(
                    new Rhythm(
                            days.size(),
                            mean(gaps).setScale(1, RoundingMode.HALF_UP),
                            median.stripTrailingZeros(),
                            gaps.getFirst(),
                            gaps.getLast(),
                            deviation(gaps),
                            ChronoUnit.DAYS.between(days.last(), today),
                            days.last()
                                    .plusDays(
                                            median.setScale(0, RoundingMode.CEILING)
                                                    .longValueExact())));
        }

        private static BigDecimal mean(List<Long> gaps) {
            return BigDecimal.valueOf(gaps.stream().mapToLong(Long::longValue).sum())
                    .divide(BigDecimal.valueOf(gaps.size()), MathContext.DECIMAL64);
        }

        private static Optional<BigDecimal> deviation(List<Long> gaps) {
            if (gaps.size() < 2) {
                return Optional.empty();
            }
            var mean = mean(gaps);
            return Optional.of(
                    gaps.stream()
                            .map(gap -> BigDecimal.valueOf(gap).subtract(mean).pow(2))
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .divide(BigDecimal.valueOf(gaps.size() - 1L), MathContext.DECIMAL64)
                            .sqrt(MathContext.DECIMAL64)
                            .setScale(1, RoundingMode.HALF_UP));
        }

        private Map<Month, BigDecimal> seasons(LocalDate today) {
            var seasons = new EnumMap<Month, BigDecimal>(Month.class);
            if (days.isEmpty()) {
                return seasons;
            }
            // The month of the first sale and this month are not known whole.
            var end = YearMonth.from(today);
            var known = ChronoUnit.MONTHS.between(YearMonth.from(days.first()), end) - 1;
            var years = known / MONTHS;
            if (years < 2) {
                return seasons;
            }
            var sums = new EnumMap<Month, Integer>(Month.class);
            var all = 0;
            for (var month = end.minusMonths(years * MONTHS);
                    month.isBefore(end);
                    month = month.plusMonths(1)) {
                var count = months.getOrDefault(month, 0);
                sums.merge(month.getMonth(), count, Integer::sum);
                all += count;
            }
            if (all == 0) {
                return seasons;
            }
            for (var sum : sums.entrySet()) {
                seasons.put(
                        sum.getKey(),
                        BigDecimal.valueOf((long) sum.getValue() * MONTHS)
                                .divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP));
            }
            return seasons;
        }
    }

    /** What is kept of one currency. */
    private static final class SpendingSum {

        private final Currency currency;
        private Money net;
        private final List<BigDecimal> baskets = new ArrayList<>();
        private BigDecimal items = BigDecimal.ZERO;
        private int itemized;
        private final Map<String, BigDecimal> categories = new HashMap<>();

        SpendingSum(Currency currency) {
            this.currency = currency;
            this.net = Money.zero(currency);
        }

        void add(Transaction transaction) {
            net = net.plus(transaction.netAmount());
            var isSale = transaction.type() == TransactionType.SALE;
            if (isSale) {
                baskets.add(transaction.total().amount());
                if (!transaction.lines().isEmpty()) {
                    itemized++;
                }
            }
            for (var line : transaction.lines()) {
                if (isSale) {
                    items = items.add(line.quantity());
                }
                if (line.category() != null) {
                    categories.merge(
                            line.category(),
                            isSale ? line.amount() : line.amount().negate(),
                            BigDecimal::add);
                }
            }
        }

        Spending spending() {
            baskets.sort(Comparator.naturalOrder());
            return new Spending(
                    net,
                    baskets.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    money(
                                            baskets.stream()
                                                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                                                    .divide(
                                                            BigDecimal.valueOf(baskets.size()),
                                                            MathContext.DECIMAL64))),
                    baskets.isEmpty() ? Optional.empty() : Optional.of(money(median(baskets))),
                    itemized == 0
                            ? Optional.empty()
                            : Optional.of(
                                    items.divide(
                                            BigDecimal.valueOf(itemized), 1, RoundingMode.HALF_UP)),
                    categorySpending());
        }

        private List<CategorySpending> categorySpending() {
            var whole = categories.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            var isWhole =
                    whole.signum() > 0
                            && categories.values().stream().allMatch(it -> it.signum() >= 0);
            Function<BigDecimal, Optional<BigDecimal>> shareOf =
                    net -> isWhole ? Optional.of(share(net, whole)) : Optional.empty();
            return categories.entrySet().stream()
                    .sorted(
                            Map.Entry.<String, BigDecimal>comparingByValue(
                                            Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .map(it ->
                            new CategorySpending(
                                    it.getKey(),
                                    money(it.getValue()),
                                    shareOf.apply(it.getValue())))
                    .toList();
        }

        private Money money(BigDecimal amount) {
            return new Money(
                    amount.setScale(
                            Math.max(0, currency.getDefaultFractionDigits()), RoundingMode.HALF_UP),
                    currency);
        }
    }

    /** The middle one of sorted numbers, or the mean of the two in the middle. */
    private static BigDecimal median(List<BigDecimal> sorted) {
        var half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : sorted.get(half - 1).add(sorted.get(half)).divide(BigDecimal.TWO);
    }
}
