package io.pondcrm.customer.restriction.domain;

import io.pondcrm.customer.consent.domain.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one customer had stopped of what is done with their data, and what of it is over.
 *
 * @param version 0 for who never had anything stopped
 * @param restriction while data are kept and not used; null where they are used
 * @param objections what the customer said no to, by its purpose
 * @param lifted restrictions that are over, the latest first
 */
public record Processing(
        long version,
        @Nullable Restriction restriction,
        Map<Purpose, Objection> objections,
        List<Lifted> lifted) {

    /** Of whom nothing is stopped, nor was. */
    public static final Processing FREE = new Processing(0, null, Map.of(), List.of());

    private static final int MOST_LIFTED = 50;

    /**
     * @param request the request of the person; null where somebody restricted without one
     */
    public record Restriction(
            RestrictionGround ground, Instant since, String setBy, @Nullable String request) {}

    /**
     * @param request the request of the person
     */
    public record Objection(Instant since, String request) {}

    /**
     * A restriction that is over.
     *
     * @param toldAt when the person was told that it would end, no later than it did
     * @param request by which the person took it back; null where it ended otherwise
     * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 18(3)</a>
     */
    public record Lifted(
            Restriction was,
            Instant liftedAt,
            String liftedBy,
            Instant toldAt,
            @Nullable String request) {}

    public Processing {
        objections =
                objections.isEmpty()
                        ? Map.of()
                        : Collections.unmodifiableMap(new EnumMap<>(objections));
        lifted = List.copyOf(lifted);
    }

    /** Restricted by this; one that stands has begun when it did, whatever its ground is now. */
    public Processing restricted(Restriction by) {
        var was = restriction;
        var now =
                was == null
                        ? by
                        : new Restriction(by.ground(), was.since(), by.setBy(), by.request());
        return new Processing(version, now, objections, lifted);
    }

    /** No longer restricted; this very object if it is not. */
    public Processing lifted(Instant at, String by, Instant toldAt, @Nullable String request) {
        if (restriction == null) {
            return this;
        }
        var over = new ArrayList<Lifted>();
        over.add(new Lifted(restriction, at, by, toldAt, request));
        over.addAll(lifted.subList(0, Math.min(lifted.size(), MOST_LIFTED - 1)));
        return new Processing(version, null, objections, over);
    }

    /** With objections; what was objected to already stays as it was. */
    public Processing objecting(Collection<Purpose> against, Objection by) {
        var all = new EnumMap<Purpose, Objection>(Purpose.class);
        against.forEach(it -> all.put(it, by));
        all.putAll(objections);
        return new Processing(version, restriction, all, lifted);
    }

    /** Without objections. */
    public Processing allowing(Collection<Purpose> again) {
        var left = new EnumMap<Purpose, Objection>(Purpose.class);
        left.putAll(objections);
        left.keySet().removeAll(again);
        return new Processing(version, restriction, left, lifted);
    }

    /** What follows from it. */
    public Stops stops() {
        return new Stops(restriction != null, objections.keySet());
    }

    /** Whether the customer is restricted, and by what. */
    public Optional<Restriction> findRestriction() {
        return Optional.ofNullable(restriction);
    }
}
