package io.pondcrm.customer.drift;

import io.pondcrm.chassis.copies.Copy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one copy.
 *
 * @param fields names, sorted; {@code …Version} where only the version is above ours
 * @param restated ids of things that are missing in the copy or not the same
 * @param extra ids of things that are in the copy only
 */
record Comparison(DriftKind kind, List<String> fields, Set<String> restated, Set<String> extra) {

    /** What a field is called that is only a version. */
    static String versionOf(String source) {
        return source + "Version";
    }

    /**
     * @param truth null if we know nobody of this id
     * @param copied the names of what the service copies
     * @param copy null if it has none
     * @return empty if nothing is wrong
     */
    static Optional<Comparison> of(@Nullable Copy truth, Set<String> copied, @Nullable Copy copy) {
        if (truth == null) {
            return copy == null
                    ? Optional.empty()
                    : Optional.of(
                            new Comparison(
                                    DriftKind.EXTRA,
                                    List.copyOf(new TreeSet<>(copy.fields().keySet())),
                                    Set.of(),
                                    Set.of()));
        }
        var expected = truth.only(copied);
        var held = copy == null ? Copy.about(truth.customerId()).copy() : copy;
        var fields = new TreeSet<>(differing(expected.fields(), held.fields()));
        held.versions()
                .forEach((source, version) -> {
                    var ours = truth.versions().get(source);
                    if (ours != null && version > ours) {
                        fields.add(versionOf(source));
                    }
                });
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var restated = new HashSet<String>();
        var extra = new HashSet<String>();
        var names = new HashSet<>(expected.items().keySet());
        names.addAll(held.items().keySet());
        for (var name : names) {
            var ours = expected.items().getOrDefault(name, Map.of());
            var theirs = held.items().getOrDefault(name, Map.of());
            for (var id : differing(ours, theirs)) {
                (ours.containsKey(id) ? restated : extra).add(id);
            }
        }
        return Optional.of(
                new Comparison(
                        held.fields().isEmpty() && !expected.fields().isEmpty()
                                ? DriftKind.MISSING
                                : DriftKind.DIFFERENT,
                        List.copyOf(fields),
                        restated,
                        extra));
    }

    private static Set<String> differing(Map<String, String> ours, Map<String, String> theirs) {
        var names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        names.removeIf(it -> ours.containsKey(it) && ours.get(it).equals(theirs.get(it)));
        return names;
    }
}
