package io.pondcrm.customer.mapping.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Our fields that a partner's columns can fill. */
public enum TargetField {
    /** The partner's key of the record itself. */
    EXTERNAL_ID("externalId", RecordKind.CUSTOMERS, RecordKind.TRANSACTIONS),
    KIND("kind", RecordKind.CUSTOMERS),
    DISPLAY_NAME("displayName", RecordKind.CUSTOMERS),
    GIVEN_NAME("givenName", RecordKind.CUSTOMERS),
    FAMILY_NAME("familyName", RecordKind.CUSTOMERS),
    /** Read with the mapping's date formats. */
    BIRTH_DATE("birthDate", RecordKind.CUSTOMERS),
    GENDER("gender", RecordKind.CUSTOMERS),
    REGION("region", RecordKind.CUSTOMERS),
    LOCALE("locale", RecordKind.CUSTOMERS),
    TIME_ZONE("timeZone", RecordKind.CUSTOMERS),
    EMAIL("email", RecordKind.CUSTOMERS),
    PHONE("phone", RecordKind.CUSTOMERS),
    WECHAT("wechat", RecordKind.CUSTOMERS),
    POSTAL_ADDRESS("postalAddress", RecordKind.CUSTOMERS),
    /** Several, between list separators. */
    TAGS("tags", RecordKind.CUSTOMERS),
    /** The partner's key of the customer who bought. */
    CUSTOMER_EXTERNAL_ID("customerExternalId", RecordKind.TRANSACTIONS),
    /** Our own id of the customer who bought. */
    CUSTOMER_ID("customerId", RecordKind.TRANSACTIONS),
    /** Read with the mapping's date formats and zone. */
    OCCURRED_AT("occurredAt", RecordKind.TRANSACTIONS),
    /** Total of the transaction. */
    AMOUNT("amount", RecordKind.TRANSACTIONS),
    /** ISO 4217. */
    CURRENCY("currency", RecordKind.TRANSACTIONS),
    /** SALE or REFUND. */
    TYPE("type", RecordKind.TRANSACTIONS),
    CHANNEL("channel", RecordKind.TRANSACTIONS),
    /** Of the goods, where the transaction has but one. */
    SKU("sku", RecordKind.TRANSACTIONS),
    /** Of the goods, where the transaction has but one. */
    CATEGORY("category", RecordKind.TRANSACTIONS),
    /** What the transaction earns after the cost of the goods, with the amount's sign. */
    MARGIN("margin", RecordKind.TRANSACTIONS);

    /** What stands before the name of one of the customer's free attributes. */
    public static final String ATTRIBUTE_PREFIX = "attributes.";

    private final String jsonName;
    private final Set<RecordKind> kinds;

    TargetField(String jsonName, RecordKind... kinds) {
        this.jsonName = jsonName;
        this.kinds = EnumSet.copyOf(List.of(kinds));
    }

    /** How mappings call the field. */
    public String jsonName() {
        return jsonName;
    }

    /** The field of this kind of record that mappings call so. */
    public static Optional<TargetField> find(RecordKind kind, String jsonName) {
        return of(kind).stream().filter(field -> field.jsonName.equals(jsonName)).findFirst();
    }

    /** All fields of this kind of record. */
    public static List<TargetField> of(RecordKind kind) {
        return Arrays.stream(values()).filter(field -> field.kinds.contains(kind)).toList();
    }

    /** Whether a name means a field of this kind of record or one of its free attributes. */
    static boolean isTarget(RecordKind kind, String name) {
        return find(kind, name).isPresent()
                || kind == RecordKind.CUSTOMERS
                        && name.length() > ATTRIBUTE_PREFIX.length()
                        && name.startsWith(ATTRIBUTE_PREFIX);
    }
}
