package io.pondcrm.customer.attribute.domain;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All attributes as they are defined at one moment. */
public final class AttributeCatalog {

    /** Nothing is defined, and everything is taken. */
    public static final AttributeCatalog OPEN = new AttributeCatalog(List.of(), true);

    private final Map<String, AttributeDefinition> definitions;
    private final boolean takesUndefined;
    private final Set<String> published;
    private final Set<String> sensitive;

    /**
     * @param takesUndefined whether attributes that nobody defined are taken, as text
     */
    public AttributeCatalog(Collection<AttributeDefinition> definitions, boolean takesUndefined) {
        var byKey = new LinkedHashMap<String, AttributeDefinition>();
        definitions.forEach(it -> byKey.put(it.key(), it));
        this.definitions = byKey;
        this.takesUndefined = takesUndefined;
        published =
                byKey.values().stream()
                        .filter(AttributeDefinition::published)
                        .map(AttributeDefinition::key)
                        .collect(Collectors.toUnmodifiableSet());
        sensitive =
                byKey.values().stream()
                        .filter(AttributeDefinition::sensitive)
                        .map(AttributeDefinition::key)
                        .collect(Collectors.toUnmodifiableSet());
    }

    public Optional<AttributeDefinition> find(String key) {
        return Optional.ofNullable(definitions.get(key));
    }

    /** In the order of keys. */
    public List<AttributeDefinition> list() {
        return definitions.values().stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }

    /** The keys of those whose values travel with events and lie unsealed. */
    public Set<String> published() {
        return published;
    }

    /** The keys of those whose values need a consent of their own, retired ones included. */
    public Set<String> sensitive() {
        return sensitive;
    }

    /** Whether an attribute takes a value, one line without white space around it. */
    public AttributeVerdict check(String key, String text) {
        var definition = definitions.get(key);
        if (definition != null) {
            return definition.check(text);
        }
        return takesUndefined ? new AttributeVerdict.Fits(text) : new AttributeVerdict.Undefined();
    }
}
