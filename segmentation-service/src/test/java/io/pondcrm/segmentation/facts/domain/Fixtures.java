package io.pondcrm.segmentation.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** People and purchases for tests. */
public final class Fixtures {

    public static final CustomerId ADA = customer(1);
    public static final CustomerId BOB = customer(2);

    private Fixtures() {}

    /** Ids that sort as their numbers do. */
    public static CustomerId customer(long number) {
        return CustomerId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
    }

    public static Instant day(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    public static Purchase sale(String id, Instant at, String amount) {
        return new Purchase(id, 1, Purchase.Kind.SALE, at, new BigDecimal(amount), "CNY", "STORE");
    }

    public static Purchase refund(String id, Instant at, String amount) {
        return new Purchase(
                id, 1, Purchase.Kind.REFUND, at, new BigDecimal(amount), "CNY", "STORE");
    }

    public static Profile profile(Instant createdAt) {
        return new Profile(
                1,
                "PERSON",
                "CN-SH",
                "FEMALE",
                "30-39",
                "02-28",
                "zh-CN",
                Set.of("vip"),
                Set.of("shop"),
                createdAt);
    }

    public static CustomerFacts facts(CustomerId customer, Purchase... purchases) {
        var news = new ArrayList<Fact>();
        for (var purchase : purchases) {
            news.add(new Fact.Purchased(purchase));
        }
        return CustomerFacts.nothingAbout(customer).learn(news);
    }

    public static CustomerFacts registered(
            CustomerId customer, Instant createdAt, Purchase... purchases) {
        return facts(customer, purchases).learn(List.of(new Fact.Described(profile(createdAt))));
    }

    /** Customers 1 to 10. */
    public static List<CustomerId> tenCustomers() {
        return IntStream.rangeClosed(1, 10).mapToObj(Fixtures::customer).toList();
    }

    /** Customer i of 10 bought i times for i hundred, the last time 10 - i days ago. */
    public static Map<CustomerId, List<Fact>> tenBought(Instant now) {
        var news = new HashMap<CustomerId, List<Fact>>();
        for (var number = 1; number <= 10; number++) {
            var bought = new ArrayList<Fact>();
            bought.add(new Fact.Described(profile(now.minus(Duration.ofDays(90)))));
            for (var time = 0; time < number; time++) {
                bought.add(
                        new Fact.Purchased(
                                sale(
                                        "txn-" + number + "-" + time,
                                        now.minus(Duration.ofDays(10 - number + 7L * time)),
                                        number + "00.00")));
            }
            news.put(customer(number), bought);
        }
        return news;
    }
}
