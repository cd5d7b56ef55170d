package io.pondcrm.customer.attribute;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param publishedAttributes attributes that hold no personal data and travel with events, without
 *     a definition: texts
 * @param undefinedAttributes what becomes of attributes that nobody defined
 */
@ConfigurationProperties("pond.profile")
record AttributeSettings(
        @DefaultValue Set<String> publishedAttributes,
        @DefaultValue("UNTIL_DEFINED") Undefined undefinedAttributes) {

    /** What becomes of attributes that nobody defined. */
    enum Undefined {
        /** They are taken as texts. */
        ACCEPT,
        /** They are refused. */
        REFUSE,
        /**
         * They are taken until the first attribute is defined, and refused while one is: who begins
         * to say what there is wants to hear of all else, and who never does is left alone.
         */
        UNTIL_DEFINED
    }
}
