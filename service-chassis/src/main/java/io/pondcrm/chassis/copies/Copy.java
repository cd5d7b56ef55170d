package io.pondcrm.chassis.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is held of a customer, as digests: equal ones are of equal values, and the value can't be
 * read from them by a glance. What is empty has none.
 *
 * @param customerId whose it is
 * @param versions the highest version that was heard of each source
 * @param fields a digest by name
 * @param items of a field that holds many things with ids, the digest of each by its id
 */
public record Copy(
        String customerId,
        Map<String, Long> versions,
        Map<String, String> fields,
        Map<String, Map<String, String>> items) {

    private static final int HEX_DIGITS = 16;

    public Copy {
        versions = Map.copyOf(versions);
        fields = Map.copyOf(fields);
        items = Map.copyOf(items);
    }

    /** Begins a copy of which nothing is said yet. */
    public static Draft about(String customerId) {
        return new Draft(customerId);
    }

    /** The same, and what another one of the same customer says. */
    public Copy and(Copy other) {
        var both = new Draft(customerId);
        both.versions.putAll(versions);
        both.fields.putAll(fields);
        both.items.putAll(items);
        other.versions.forEach((name, version) -> both.version(name, version));
        both.fields.putAll(other.fields);
        both.items.putAll(other.items);
        return both.copy();
    }

    /** The same with some of its fields only. */
    public Copy only(Set<String> names) {
        return new Copy(customerId, versions, among(fields, names), among(items, names));
    }

    private static <T> Map<String, T> among(Map<String, T> all, Set<String> names) {
        return all.entrySet().stream()
                .filter(it -> names.contains(it.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Copy withoutItems() {
        return new Copy(customerId, versions, fields, Map.of());
    }

    /** A copy that is put together. Not for several threads. */
    public static final class Draft {

        private final String customerId;
        private final Map<String, Long> versions = new TreeMap<>();
        private final Map<String, String> fields = new TreeMap<>();
        private final Map<String, Map<String, String>> items = new TreeMap<>();

        private Draft(String customerId) {
            this.customerId = customerId;
        }

        /** A version that was heard of a source; of several the highest counts. */
        public Draft version(String source, long version) {
            versions.merge(source, version, Math::max);
            return this;
        }

        /**
         * A value: a text, a list, another collection in whatever order, a map, a number, a moment
         * (to the millisecond), or what its text tells; null, false, an empty text and an empty
         * collection are nothing.
         */
        public Draft field(String name, @Nullable Object value) {
            var text = text(value);
            if (!text.isEmpty()) {
                fields.put(name, digest(text));
            }
            return this;
        }

        /** Many things with ids. */
        public Draft items(String name, Map<String, ?> byId) {
            var digests = new TreeMap<String, String>();
            byId.forEach((id, value) -> digests.put(id, digest(text(value))));
            if (!digests.isEmpty()) {
                fields.put(name, digest(text(digests)));
                items.put(name, digests);
            }
            return this;
        }

        public Copy copy() {
            return new Copy(customerId, versions, fields, items);
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean it -> it ? "true" : "";
            case Instant it -> Long.toString(it.toEpochMilli());
            case Map<?, ?> it ->
                    text(
                            it.entrySet().stream()
                                    .map(one -> one.getKey() + "\u0001" + text(one.getValue()))
                                    .collect(Collectors.toSet()));
            case BigDecimal it -> it.stripTrailingZeros().toPlainString();
            case List<?> it ->
                    it.stream().map(one -> text(one) + "\u0000").collect(Collectors.joining());
            case Collection<?> it ->
                    it.stream()
                            .map(Copy::text)
                            .sorted()
                            .map(one -> one + "\u0000")
                            .collect(Collectors.joining());
            default -> Objects.toString(value);
        };
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
