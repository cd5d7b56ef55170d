package io.pondcrm.segmentation;

import io.pondcrm.segmentation.definition.domain.Moves;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a move lies in MongoDB, within what a simulation found.
 *
 * @param from null for who was in no group
 * @param to null for who would be in none
 */
public record MovePart(@Nullable String from, @Nullable String to, long customers) {

    public static <G extends Enum<G>> List<MovePart> of(Moves<G> moves) {
        return moves.counts().entrySet().stream()
                .map(it ->
                        new MovePart(
                                name(it.getKey().from()), name(it.getKey().to()), it.getValue()))
                .toList();
    }

    private static <G extends Enum<G>> @Nullable String name(@Nullable G group) {
        return group == null ? null : group.name();
    }

    /** All moves again, between the groups of a kind. */
    public static <G extends Enum<G>> Moves<G> toDomain(List<MovePart> parts, Class<G> groups) {
        var counts = new TreeMap<Moves.Move<G>, Long>();
        parts.forEach(it ->
                counts.put(
                        new Moves.Move<>(group(it.from, groups), group(it.to, groups)),
                        it.customers));
        return new Moves<>(counts);
    }

    private static <G extends Enum<G>> @Nullable G group(@Nullable String name, Class<G> groups) {
        return name == null ? null : Enum.valueOf(groups, name);
    }
}
