package io.pondcrm.customer.reconciliation.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ProfileField;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of customers are compared, and how.
 *
 * @param fields in this order in a row's hash
 */
public record Comparison(Set<ProfileField> fields) {

    public Comparison {
        fields = fields.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(fields));
    }

    /** All fields, or all that do not single out a person. */
    public static Comparison of(boolean withPersonal) {
        var fields = EnumSet.allOf(ProfileField.class);
        fields.removeIf(it -> it.personal() && !withPersonal);
        return new Comparison(fields);
    }

    /**
     * The hash of a row: SHA-256, hexadecimal, of {@code name=value} and a line feed for each field
     * that has a value, in the order of {@link ProfileField}, in UTF-8.
     */
    public String hashOf(Customer customer) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            for (var field : fields) {
                customer.profile()
                        .find(field)
                        .ifPresent(it ->
                                hash.update((field.jsonName() + "=" + it + "\n").getBytes(UTF_8)));
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }

    /**
     * The names of fields that a partner has otherwise.
     *
     * @param theirs by field, in canonical form; null where they have nothing. Fields that are not
     *     mentioned are not compared
     */
    public List<String> differences(Customer customer, Map<ProfileField, @Nullable String> theirs) {
        var different = new ArrayList<String>();
        for (var field : fields) {
            if (theirs.containsKey(field)
                    && !Objects.equals(
                            theirs.get(field), customer.profile().find(field).orElse(null))) {
                different.add(field.jsonName());
            }
        }
        return different;
    }
}
