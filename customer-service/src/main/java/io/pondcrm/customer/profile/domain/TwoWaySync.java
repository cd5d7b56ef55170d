package io.pondcrm.customer.profile.domain;

import io.pondcrm.customer.profile.domain.SyncPolicy.Direction;
import io.pondcrm.customer.profile.domain.SyncPolicy.Winner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a partner holds of a customer with what we hold and with what the partner held when
 * it last told us: a three-way merge, field by field. A field that only one side changed goes to
 * the other side; one that both changed to different values is a conflict.
 *
 * @param take what of the partner's record becomes ours
 * @param conflicts what both sides changed, whoever wins
 */
public record TwoWaySync(ProfilePatch take, List<Conflict> conflicts) {

    public TwoWaySync {
        conflicts = List.copyOf(conflicts);
    }

    /**
     * One field that both sides changed to different values since the partner last told us.
     *
     * @param field JSON name
     * @param base what the partner held before; null for nothing
     * @param theirs what the partner holds now; null for nothing
     * @param ours what we held when this was found out; null for nothing
     * @param source who told us ours
     * @param since when we learned ours
     */
    public record Conflict(
            String field,
            @Nullable String base,
            @Nullable String theirs,
            @Nullable String ours,
            boolean partnerWins,
            @Nullable String source,
            @Nullable Instant since) {}

    /**
     * @param base what the partner held when it last told us, as {@link ProfilePatch#texts} had it;
     *     a field that is missing was never told
     * @param theirs what it holds now; fields that it does not mention are none of its business
     * @param changedAt when the record was last changed at the partner, if it says so
     * @param own how provenance calls this partner: what it told us itself is no word against it
     */
    public static TwoWaySync of(
            Map<String, Optional<String>> base,
            ProfilePatch theirs,
            Customer ours,
            SyncPolicy policy,
            @Nullable Instant changedAt,
            Set<String> own) {
        var held = ProfilePatch.textsOf(ours.profile());
        var taken = new TreeSet<String>();
        var conflicts = new ArrayList<Conflict>();
        theirs.texts()
                .forEach((field, their) -> {
                    var our = Optional.ofNullable(held.get(field));
                    var rule = policy.of(field);
                    if (their.equals(our) || rule.direction() == Direction.OUT) {
                        return;
                    }
                    var before = base.get(field);
                    var told = ours.provenance().get(field);
                    if (rule.direction() == Direction.IN
                            || isTheirsAlone(before, their, our)
                            || told != null
                                    && own.contains(told.source())
                                    && !their.equals(before)) {
                        taken.add(field);
                    } else if (!isOursAlone(before, their)) {
                        var partnerWins = partnerWins(rule.winner(), changedAt, told);
                        if (partnerWins) {
                            taken.add(field);
                        }
                        conflicts.add(
                                new Conflict(
                                        field,
                                        before == null ? null : before.orElse(null),
                                        their.orElse(null),
                                        our.orElse(null),
                                        partnerWins,
                                        told == null ? null : told.source(),
                                        told == null ? null : told.updatedAt()));
                    }
                });
        return new TwoWaySync(theirs.only(taken), conflicts);
    }

    /** We changed nothing since, or never knew anything. */
    private static boolean isTheirsAlone(
            @Nullable Optional<String> before, Optional<String> their, Optional<String> our) {
        return before == null ? our.isEmpty() : our.equals(before) && !their.equals(before);
    }

    /** The partner changed nothing since, or never knew anything. */
    private static boolean isOursAlone(@Nullable Optional<String> before, Optional<String> their) {
        return Objects.equals(before, their) || before == null && their.isEmpty();
    }

    private static boolean partnerWins(
            Winner winner, @Nullable Instant changedAt, @Nullable Provenance told) {
        return switch (winner) {
            case PARTNER -> true;
            case OURS -> false;
            case LATEST ->
                    changedAt != null && (told == null || changedAt.isAfter(told.updatedAt()));
        };
    }
}
