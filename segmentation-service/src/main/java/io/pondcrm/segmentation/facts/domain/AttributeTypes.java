package io.pondcrm.segmentation.facts.domain;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the company's own attributes may be asked for by name, and how each is read.
 *
 * @param types by the attribute's name
 */
public record AttributeTypes(Map<String, AttributeType> types) {

    /** No attribute can be asked for. */
    public static final AttributeTypes NONE = new AttributeTypes(Map.of());

    public AttributeTypes {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /**
     * What an attribute of a profile holds.
     *
     * @return null where it isn't there, can't be read by its type, or has none
     */
    public @Nullable Object read(Profile profile, String name) {
        var type = types.get(name);
        var text = profile.attributes().get(name);
        return type == null || text == null ? null : type.read(text);
    }
}
