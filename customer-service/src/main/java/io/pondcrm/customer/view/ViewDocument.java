package io.pondcrm.customer.view;

import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How the foreign part of a customer's view lies in MongoDB.
 *
 * @param id the customer's id
 * @param parts by kind and name
 */
@Document("customer_views")
@TypeAlias("customer-view")
record ViewDocument(@Id String id, @Nullable Map<String, Part> parts) {

    record Part(
            String kind,
            String name,
            String source,
            long sequence,
            Instant asOf,
            Map<String, String> values,
            List<Ground> reasons) {}

    record Ground(String dimension, String input, String rule) {}

    /** A field's name in the store: dots and dollars mean something there. */
    static String keyOf(ViewPart part) {
        return part.kind().name().toLowerCase(Locale.ROOT)
                + ":"
                + part.name().replace('.', '_').replace('$', '_');
    }

    static Part of(ViewPart part) {
        return new Part(
                part.kind().name(),
                part.name(),
                part.source(),
                part.sequence(),
                part.asOf(),
                part.values(),
                part.reasons().stream()
                        .map(it -> new Ground(it.dimension(), it.input(), it.rule()))
                        .toList());
    }

    List<ViewPart> toDomain() {
        return parts == null
                ? List.of()
                : new TreeMap<>(parts)
                        .values().stream().map(part -> toDomain(new CustomerId(id), part)).toList();
    }

    private static ViewPart toDomain(CustomerId customer, Part part) {
        return ViewPart.of(
                customer,
                ViewPart.Kind.valueOf(part.kind()),
                part.name(),
                part.source(),
                part.sequence(),
                part.asOf(),
                part.values(),
                part.reasons().stream()
                        .map(it -> new ViewPart.Reason(it.dimension(), it.input(), it.rule()))
                        .toList());
    }
}
