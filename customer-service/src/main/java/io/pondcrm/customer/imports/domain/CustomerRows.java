package io.pondcrm.customer.imports.domain;

import static io.pondcrm.customer.mapping.domain.TargetField.EXTERNAL_ID;

import io.pondcrm.customer.mapping.domain.RowPlan;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.Upserted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows about customers. What a row does not say stays as it is; where it gives an address of any
 * type, its addresses replace those stored.
 */
public final class CustomerRows implements RowTarget {

    private static final Map<TargetField, ProfileField> FIELDS = fields();
    private static final Map<TargetField, ContactPoint.Type> CONTACT_POINTS = contactPoints();

    private final Customers customers;

    public CustomerRows(Customers customers) {
        this.customers = customers;
    }

    private static Map<TargetField, ProfileField> fields() {
        var fields = new EnumMap<TargetField, ProfileField>(TargetField.class);
        for (var target : TargetField.values()) {
            ProfileField.find(target.jsonName()).ifPresent(field -> fields.put(target, field));
        }
        return fields;
    }

    private static Map<TargetField, ContactPoint.Type> contactPoints() {
        return new EnumMap<>(
                Map.of(
                        TargetField.EMAIL, ContactPoint.Type.EMAIL,
                        TargetField.PHONE, ContactPoint.Type.PHONE,
                        TargetField.WECHAT, ContactPoint.Type.WECHAT,
                        TargetField.POSTAL_ADDRESS, ContactPoint.Type.POSTAL));
    }

    @Override
    public List<RowOutcome> applyAll(
            RowPlan plan, List<@Nullable String[]> rows, String system, String batch) {
        var outcomes = new RowOutcome[rows.size()];
        var upserts = new ArrayList<CustomerUpsert>(rows.size());
        var positions = new int[rows.size()];
        for (var index = 0; index < rows.size(); index++) {
            var key = plan.find(EXTERNAL_ID, rows.get(index));
            var externalId =
                    key == null
                            ? Optional.<ExternalId>empty()
                            : ExternalId.find(system, key.strip());
            if (externalId.isPresent()) {
                positions[upserts.size()] = index;
                upserts.add(new CustomerUpsert(externalId.get(), profile(plan, rows.get(index))));
            } else {
                outcomes[index] =
                        new RowOutcome.Rejected(
                                List.of(
                                        RowFlaw.of(
                                                plan.pointer(EXTERNAL_ID),
                                                key == null
                                                        ? RowFlaw.Kind.REQUIRED
                                                        : RowFlaw.Kind.EXTERNAL_ID_FORMAT)));
            }
        }
        if (!upserts.isEmpty()) {
            var stored = customers.upsertAll(upserts, "import:" + system, batch);
            for (var index = 0; index < stored.size(); index++) {
                var row = positions[index];
                outcomes[row] = outcome(stored.get(index), plan, rows.get(row));
            }
        }
        return List.of(outcomes);
    }

    private static ProfileInput profile(RowPlan plan, @Nullable String[] row) {
        var profile = ProfileInput.builder();
        FIELDS.forEach((target, field) -> {
            var text = plan.find(target, row);
            if (text != null) {
                profile.field(field, cleared(text) ? null : written(plan, field, text));
            }
        });
        CONTACT_POINTS.forEach((target, type) -> {
            var text = plan.find(target, row);
            if (text != null && !cleared(text)) {
                profile.contactPoint(type, text);
            }
        });
        plan.forEachAttribute(
                row,
                (name, text) -> {
                    if (text != null) {
                        profile.attribute(name, cleared(text) ? null : text);
                    }
                });
        var tags = plan.find(TargetField.TAGS, row);
        if (tags != null) {
            profile.tags(cleared(tags) ? List.of() : plan.list(tags));
        }
        return profile.build();
    }

    /**
     * Dates come in the partner's way of writing; what is none is left for the profile to refuse.
     */
    private static String written(RowPlan plan, ProfileField field, String text) {
        var mapping = plan.mapping();
        return field == ProfileField.BIRTH_DATE
                ? mapping.dateFormats()
                        .findDate(text.strip(), mapping.zone())
                        .map(Object::toString)
                        .orElse("?")
                : text;
    }

    private static boolean cleared(String text) {
        return text.equals(RowPlan.CLEARED);
    }

    private static RowOutcome outcome(Upserted stored, RowPlan plan, @Nullable String[] row) {
        return switch (stored) {
            case Upserted.Created _, Upserted.Updated _ -> new RowOutcome.Applied();
            case Upserted.Unchanged _ -> new RowOutcome.Unchanged();
            case Upserted.Refused(var flaws) ->
                    new RowOutcome.Rejected(
                            flaws.stream().map(flaw -> translate(flaw, plan, row)).toList());
        };
    }

    /** From a place in the profile to the column that the author of the file knows. */
    private static RowFlaw translate(Flaw flaw, RowPlan plan, @Nullable String[] row) {
        return new RowFlaw(
                pointer(flaw.pointer(), plan, row), RowFlaw.code(flaw.kind()), List.of());
    }

    private static String pointer(String pointer, RowPlan plan, @Nullable String[] row) {
        var parts = pointer.split("/", -1);
        if (parts.length < 2) {
            return "";
        }
        return switch (parts[1]) {
            case "contactPoints" -> contactPointer(parts, plan, row);
            case "attributes" -> parts.length > 2 ? plan.attributePointer(parts[2]) : "";
            default ->
                    TargetField.find(plan.mapping().kind(), parts[1]).map(plan::pointer).orElse("");
        };
    }

    private static String contactPointer(String[] parts, RowPlan plan, @Nullable String[] row) {
        if (parts.length < 3) {
            return "";
        }
        var given =
                CONTACT_POINTS.keySet().stream()
                        .filter(target -> {
                            var text = plan.find(target, row);
                            return text != null && !cleared(text);
                        })
                        .toList();
        return plan.pointer(given.get(Integer.parseInt(parts[2])));
    }
}
