package io.pondcrm.customer.organization.domain;

import io.pondcrm.kernel.Money;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What organizations have together. What members owe each other or sell to each other counts twice:
 * a sum of statements is no consolidated balance.
 *
 * @param reporting how many of them said anything
 * @param employees null if nobody said
 * @param assets by currency: there are no rates here
 * @param revenue by currency
 */
public record RollUp(
        int reporting, @Nullable Long employees, List<Money> assets, List<Money> revenue) {

    public static RollUp of(Collection<Firmographics.Figures> figures) {
        var employees =
                figures.stream()
                        .map(Firmographics.Figures::employees)
                        .filter(it -> it != null)
                        .reduce(Long::sum)
                        .orElse(null);
        return new RollUp(
                figures.size(),
                employees,
                sums(figures, Firmographics.Figures::assets),
                sums(figures, Firmographics.Figures::revenue));
    }

    private static List<Money> sums(
            Collection<Firmographics.Figures> figures,
            Function<Firmographics.Figures, @Nullable Money> part) {
        var sums = new TreeMap<String, Money>();
        for (var each : figures) {
            var money = part.apply(each);
            if (money != null) {
                Currency currency = money.currency();
                sums.merge(currency.getCurrencyCode(), money, Money::plus);
            }
        }
        return List.copyOf(sums.values());
    }
}
