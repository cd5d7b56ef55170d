package io.pondcrm.suite.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tea and gift shop with {@value #CUSTOMERS} customers and two years of their purchases, as files
 * for the import API with our own column names. The same day gives the same bytes, on every
 * machine. Who buys when and for how much is drawn from published models: see {@code
 * BuyingBehavior}.
 */
public final class SampleCompany {

    /** How many customers there are. */
    public static final int CUSTOMERS = 12_000;

    /** The name under which the company's own shop is known as a partner system. */
    public static final String SYSTEM = "shop";

    static final double WEEKS = 2 * 365.25 / 7;

    private static final long SEED = 20260301;
    private static final double REFUNDED = 0.03;
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
    private static final List<String> CHANNELS = List.of("STORE", "WEB", "APP", "WECHAT");
    private static final List<String> CATEGORIES =
            List.of(
                    "green-tea",
                    "black-tea",
                    "oolong",
                    "pu-er",
                    "teaware",
                    "sweets",
                    "gift-sets",
                    "books");

    private final LocalDate until;
    private final List<SampleCustomer> customers = new ArrayList<>(CUSTOMERS);
    private final List<SamplePurchase> purchases = new ArrayList<>();

    private SampleCompany(LocalDate until, int size) {
        this.until = until;
        var end = until.atStartOfDay(HOME).toInstant();
        for (var number = 1; number <= size; number++) {
            var weeks = WEEKS * Dice.of(SEED, number * 4L).uniform();
            var first = daytime(end.minus(weeks(weeks)), Dice.of(SEED, number * 4L + 1));
            customers.add(SamplePeople.make(Dice.of(SEED, number * 4L + 2), number, first, until));
            addPurchases(Dice.of(SEED, number * 4L + 3), number, first, weeks, end);
        }
        purchases.sort(null);
    }

    /**
     * The company as it is on the morning of a day.
     *
     * @param day nothing happens on it or later
     */
    public static SampleCompany until(LocalDate day) {
        return until(day, CUSTOMERS);
    }

    /**
     * A larger company, or a smaller one: those of its customers that both have are the same, with
     * the same purchases.
     *
     * @param day nothing happens on it or later
     * @param customers how many
     */
    public static SampleCompany until(LocalDate day, int customers) {
        return new SampleCompany(day, customers);
    }

    /** The day that nothing reaches any more. */
    public LocalDate until() {
        return until;
    }

    /** How many purchases and refunds there are. */
    public int transactionCount() {
        return purchases.size();
    }

    List<SampleCustomer> customers() {
        return List.copyOf(customers);
    }

    List<SamplePurchase> purchases() {
        return List.copyOf(purchases);
    }

    private void addPurchases(Dice dice, int number, Instant first, double weeks, Instant end) {
        var customer = customers.getLast().externalId();
        var thrift = BuyingBehavior.thrift(dice);
        var channel = dice.oneOf(CHANNELS);
        var category = dice.oneOf(CATEGORIES);
        var moments = new ArrayList<Instant>();
        moments.add(first);
        for (var later : BuyingBehavior.repeatPurchases(dice, weeks)) {
            moments.add(daytime(first.plus(weeks(later)), dice));
        }
        for (var index = 0; index < moments.size(); index++) {
            var at = moments.get(index);
            if (!at.isBefore(end)) {
                continue;
            }
            var bought =
                    new SamplePurchase(
                            "S-%06d-%04d".formatted(number, index + 1),
                            customer,
                            at,
                            false,
                            BuyingBehavior.amount(dice, thrift),
                            dice.chance(0.75) ? channel : dice.oneOf(CHANNELS),
                            dice.chance(0.6) ? category : dice.oneOf(CATEGORIES));
            purchases.add(bought);
            if (dice.chance(REFUNDED)) {
                addRefund(dice, bought, end);
            }
        }
    }

    /** Given back within three weeks, as a whole. */
    private void addRefund(Dice dice, SamplePurchase bought, Instant end) {
        var at = bought.occurredAt().plus(weeks(0.1 + 2.9 * dice.uniform()));
        if (at.isBefore(end)) {
            purchases.add(
                    new SamplePurchase(
                            "R" + bought.externalId().substring(1),
                            bought.customer(),
                            at,
                            true,
                            bought.amount(),
                            bought.channel(),
                            bought.category()));
        }
    }

    /** The same day, at an hour when shops are open. */
    private static Instant daytime(Instant moment, Dice dice) {
        var open = LocalTime.of(9, 0).plusSeconds((long) (dice.beta(2, 2) * 13 * 3600));
        return moment.atZone(HOME).toLocalDate().atTime(open).atZone(HOME).toInstant();
    }

    private static Duration weeks(double weeks) {
        return Duration.ofSeconds((long) (weeks * 7 * 24 * 3600));
    }

    /**
     * Writes the customers as CSV for {@code POST /api/v1/customer-imports}.
     *
     * @param out is flushed, not closed
     */
    public void writeCustomers(OutputStream out) throws IOException {
        var writer = writer(out);
        row(
                writer,
                "externalId",
                "kind",
                "displayName",
                "givenName",
                "familyName",
                "gender",
                "birthDate",
                "region",
                "locale",
                "timeZone",
                "email",
                "phone",
                "tags",
                "attributes.acquisitionChannel",
                "attributes.favouriteStore",
                "consents",
                "consentedAt");
        for (var customer : customers) {
            row(
                    writer,
                    customer.externalId(),
                    customer.organization() ? "ORGANIZATION" : "PERSON",
                    customer.displayName(),
                    customer.givenName(),
                    customer.familyName(),
                    customer.gender(),
                    customer.birthDate() == null ? null : customer.birthDate().toString(),
                    customer.region(),
                    customer.locale(),
                    customer.timeZone(),
                    customer.email(),
                    customer.phone(),
                    String.join("|", customer.tags()),
                    customer.source(),
                    customer.favoriteStore(),
                    String.join("|", customer.consents()),
                    customer.consents().isEmpty() ? null : time(customer.since()));
        }
        writer.flush();
    }

    /**
     * Writes purchases and refunds as CSV for {@code POST /api/v1/transaction-imports}, oldest
     * first.
     *
     * @param out is flushed, not closed
     */
    public void writeTransactions(OutputStream out) throws IOException {
        var writer = writer(out);
        row(
                writer,
                "externalId",
                "customerExternalId",
                "occurredAt",
                "type",
                "amount",
                "currency",
                "channel",
                "category");
        for (var purchase : purchases) {
            row(
                    writer,
                    purchase.externalId(),
                    purchase.customer(),
                    time(purchase.occurredAt()),
                    purchase.refund() ? "REFUND" : "SALE",
                    purchase.amount().toPlainString(),
                    "CNY",
                    purchase.channel(),
                    purchase.category());
        }
        writer.flush();
    }

    private static String time(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toString();
    }

    private static Writer writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    private static void row(Writer writer, @Nullable String... cells) throws IOException {
        writer.write(
                Stream.of(cells)
                        .map(cell -> quoted(Objects.requireNonNullElse(cell, "")))
                        .collect(Collectors.joining(",", "", "\n")));
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n')
                ? "\"" + cell.replace("\"", "\"\"") + "\""
                : cell;
    }
}
