package io.pondcrm.customer.exports;

import io.pondcrm.customer.imports.domain.SpreadsheetGuard;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.transaction.domain.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records as rows: the names are those by which imports know the fields, so that what was exported
 * can be imported again. {@code exported.id} and {@code contactPoints} are there for reading only.
 */
final class ExportRows {

    private static final String ID = SpreadsheetGuard.EXPORTED_ID;
    private static final String CONTACT_POINTS = "contactPoints";

    /** What imports take for the separator where no mapping says otherwise. */
    private static final String TAG_SEPARATOR = "|";

    private ExportRows() {}

    /** Names of all columns, attributes last. */
    static List<String> columns(RecordKind kind, boolean personal, List<String> attributes) {
        var columns = new ArrayList<String>();
        columns.add(ID);
        for (var field : TargetField.of(kind)) {
            if (personal || kind == RecordKind.TRANSACTIONS || !isPersonal(field)) {
                columns.add(field.jsonName());
            }
        }
        if (personal && kind == RecordKind.CUSTOMERS) {
            columns.add(CONTACT_POINTS);
        }
        attributes.forEach(name -> columns.add(TargetField.ATTRIBUTE_PREFIX + name));
        return columns;
    }

    private static boolean isPersonal(TargetField field) {
        return switch (field) {
            case EMAIL, PHONE, WECHAT, POSTAL_ADDRESS -> true;
            default ->
                    ProfileField.find(field.jsonName()).map(ProfileField::personal).orElse(false);
        };
    }

    /**
     * @param key the partner's name for the customer; null where all customers are exported
     */
    static Map<String, Object> of(Customer customer, @Nullable String key, boolean personal) {
        var row = new LinkedHashMap<String, Object>();
        var profile = customer.profile();
        row.put(ID, customer.id().value());
        if (key != null) {
            row.put(TargetField.EXTERNAL_ID.jsonName(), key);
        }
        for (var field : ProfileField.values()) {
            if (personal || !field.personal()) {
                profile.find(field).ifPresent(value -> row.put(field.jsonName(), value));
            }
        }
        if (!profile.tags().isEmpty()) {
            row.put(TargetField.TAGS.jsonName(), String.join(TAG_SEPARATOR, profile.tags()));
        }
        if (personal) {
            addContactPoints(profile.contactPoints(), row);
            profile.attributes()
                    .forEach((name, value) -> row.put(TargetField.ATTRIBUTE_PREFIX + name, value));
        }
        return row;
    }

    /**
     * An import replaces all contact points by those of its row, which has one of a type: so they
     * are in columns only where that says all.
     */
    private static void addContactPoints(List<ContactPoint> points, Map<String, Object> row) {
        var types = points.stream().map(ContactPoint::type).distinct().count();
        if (types == points.size()) {
            points.forEach(point -> row.put(columnOf(point.type()), point.value()));
        }
        if (!points.isEmpty()) {
            row.put(
                    CONTACT_POINTS,
                    points.stream()
                            .map(point ->
                                    Map.of(
                                            "type",
                                            point.type().name(),
                                            "value",
                                            point.value(),
                                            "preferred",
                                            point.preferred()))
                            .toList());
        }
    }

    private static String columnOf(ContactPoint.Type type) {
        return switch (type) {
            case EMAIL -> TargetField.EMAIL.jsonName();
            case PHONE -> TargetField.PHONE.jsonName();
            case WECHAT -> TargetField.WECHAT.jsonName();
            case POSTAL -> TargetField.POSTAL_ADDRESS.jsonName();
        };
    }

    static Map<String, Object> of(Transaction transaction) {
        var row = new LinkedHashMap<String, Object>();
        row.put(ID, transaction.id());
        row.put(TargetField.EXTERNAL_ID.jsonName(), transaction.externalId());
        row.put(TargetField.CUSTOMER_ID.jsonName(), transaction.customer().value());
        row.put(TargetField.OCCURRED_AT.jsonName(), transaction.occurredAt().toString());
        row.put(TargetField.AMOUNT.jsonName(), transaction.total().amount().toPlainString());
        row.put(TargetField.CURRENCY.jsonName(), transaction.total().currency().getCurrencyCode());
        row.put(TargetField.TYPE.jsonName(), transaction.type().name());
        put(row, TargetField.CHANNEL, transaction.channel());
        if (transaction.lines().size() == 1) {
            var line = transaction.lines().getFirst();
            put(row, TargetField.SKU, line.sku());
            put(row, TargetField.CATEGORY, line.category());
            Optional.ofNullable(line.margin())
                    .ifPresent(margin ->
                            put(row, TargetField.MARGIN, margin.amount().toPlainString()));
        }
        return row;
    }

    private static void put(Map<String, Object> row, TargetField field, @Nullable String value) {
        if (value != null) {
            row.put(field.jsonName(), value);
        }
    }
}
