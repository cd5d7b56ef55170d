package io.pondcrm.customer.organization.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose part an organization is, and whose it was. Immutable.
 *
 * <p>A rule over all organizations, that nobody is a part of itself, can't be kept by one document.
 * So a writer first claims the new parent, then looks for a circle with everybody's claims taken
 * for granted, and only then takes the step. Of two who would close a circle together, the one who
 * claimed last sees the other's claim: at least one finds the circle and gives up.
 *
 * @param version grows by one with each claim, step and surrender; 0 before the first
 * @param steps oldest first
 * @param claimed the parent that a writer is about to set
 * @param claimedAt when; null while nobody is
 */
public record Affiliation(
        CustomerId organization,
        long version,
        List<Step> steps,
        @Nullable CustomerId claimed,
        @Nullable Instant claimedAt) {

    /** More changes of parent than anybody makes. */
    public static final int MOST_STEPS = 200;

    /** A writer who takes so long has crashed: its claim counts no more. */
    private static final int PATIENCE_SECONDS = 30;

    /**
     * From a moment on.
     *
     * @param parent null for an organization that belongs to nobody
     * @param source who told us
     */
    public record Step(@Nullable CustomerId parent, Instant from, String source) {}

    public Affiliation {
        steps = List.copyOf(steps);
    }

    /** Of an organization of which nobody said anything. */
    public static Affiliation none(CustomerId organization) {
        return new Affiliation(organization, 0, List.of(), null, null);
    }

    /** Whose part it was at a moment. */
    public Optional<CustomerId> parentAt(Instant moment) {
        return steps.stream()
                .filter(step -> !step.from().isAfter(moment))
                .reduce((_, later) -> later)
                .map(Step::parent);
    }

    /** Whose part it is. */
    public Optional<CustomerId> parent() {
        return steps.isEmpty() ? Optional.empty() : Optional.ofNullable(steps.getLast().parent());
    }

    /** Whether a writer is about to set a parent, and may still do so. */
    public boolean isClaimed(Instant now) {
        return claimedAt != null && claimedAt.plusSeconds(PATIENCE_SECONDS).isAfter(now);
    }

    /** The same, about to become a part of somebody. */
    public Affiliation claim(CustomerId parent, Instant now) {
        return new Affiliation(organization, version + 1, steps, parent, now);
    }

    /** The same, with nobody about to do anything. */
    public Affiliation surrender() {
        return new Affiliation(organization, version + 1, steps, null, null);
    }

    /** A part of somebody from now on, or of nobody. */
    public Affiliation step(@Nullable CustomerId parent, Instant now, String source) {
        var all = new ArrayList<>(steps);
        all.add(new Step(parent, now, source));
        return new Affiliation(organization, version + 1, all, null, null);
    }
}
