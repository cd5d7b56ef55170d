package io.pondcrm.segmentation;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.segmentation.score.domain.AsOf;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What several features look for alike in what callers send, and say in the same words. */
public final class Faults {

    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    private Faults() {}

    /**
     * @param text what {@link AsOf} has to read; null for now
     * @return empty if it is all right
     */
    public static Optional<FieldError> asOf(String pointer, @Nullable String text) {
        try {
            if (text != null) {
                AsOf.valueOf(text);
            }
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.of(
                    new FieldError(
                            pointer,
                            "as-of",
                            new Text("A date or a moment in UTC", "请使用日期或 UTC 时刻")));
        }
    }

    /**
     * @param code what has to be of ISO 4217
     * @return empty if it is all right
     */
    public static Optional<FieldError> currency(String pointer, String code) {
        return CURRENCIES.contains(code)
                ? Optional.empty()
                : Optional.of(
                        new FieldError(
                                pointer,
                                "currency",
                                new Text("An ISO 4217 code", "请使用 ISO 4217 代码")));
    }
}
