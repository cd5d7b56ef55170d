package io.pondcrm.customer.profile.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One way to reach a customer.
 *
 * @param value canonical: e-mail with the domain in lower case and in ASCII, phone in E.164
 * @param verifiedAt when the customer proved that it is theirs; absent where nobody asked
 * @param preferred whether to use it before others of its type
 */
public record ContactPoint(
        Type type, String value, @Nullable Instant verifiedAt, boolean preferred) {

    /** What kind of address the value is. */
    public enum Type {
        EMAIL,
        PHONE,
        /** The open id of a WeChat user. */
        WECHAT,
        /** A postal address on one line. */
        POSTAL
    }

    boolean reachesTheSame(ContactPoint other) {
        return type == other.type && value.equals(other.value);
    }
}
