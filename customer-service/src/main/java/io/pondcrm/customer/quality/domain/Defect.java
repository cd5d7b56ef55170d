package io.pondcrm.customer.quality.domain;

/**
 * One thing that is wrong with a customer's profile.
 *
 * @param field JSON name of the field; of a feed or a double, which one
 */
public record Defect(Kind kind, String field) {

    /** What can be wrong. */
    public enum Kind {
        /** Full-width letters or digits, or more white space than one blank, in a name. */
        NAME_FORM(true),
        /** The same in a postal address. */
        ADDRESS_FORM(true),
        /** Letters of scripts that no name mixes, such as Latin and Cyrillic. */
        NAME_SCRIPTS(false),
        /** No e-mail address as it is stored. */
        EMAIL_FORM(false),
        /** No phone number as it is stored. */
        PHONE_FORM(false),
        /** No way to reach the customer. */
        NO_CONTACT_POINT(false),
        /** Born in the future, or more than 120 years ago. */
        BIRTH_DATE(false),
        /** A value that its attribute is not, or no longer, defined for. */
        ATTRIBUTE_VALUE(false),
        /** Nothing was said or confirmed for long. */
        STALE(false),
        /** Another customer is the same by the rules of matching. */
        DOUBLE(false),
        /** A feed that is expected of the customer's system has not arrived in time. */
        FEED_MISSING(false);

        private final boolean fixable;

        Kind(boolean fixable) {
            this.fixable = fixable;
        }

        /** Whether we know what would be right. */
        public boolean fixable() {
            return fixable;
        }
    }
}
