package io.pondcrm.segmentation.facts.domain;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one of the company's own attributes, which travel as text, is read. */
public enum AttributeType {
    TEXT {
        @Override
        public @Nullable Object read(String text) {
            return text;
        }
    },
    /** A decimal number such as {@code -1200000.50}; nothing of exponents or separators. */
    NUMBER {
        @Override
        public @Nullable Object read(String text) {
            return number(text).orElse(null);
        }
    },
    /** {@code true} or {@code false}. */
    BOOLEAN {
        @Override
        public @Nullable Object read(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> null;
            };
        }
    },
    /** A calendar date, {@code 2026-03-01}. */
    DATE {
        @Override
        public @Nullable Object read(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException _) {
                return null;
            }
        }
    };

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    /**
     * @return null where the text can't be read so: to who asks, the attribute isn't there
     */
    public abstract @Nullable Object read(String text);

    /** As {@link #NUMBER} reads it. */
    public static Optional<BigDecimal> number(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
