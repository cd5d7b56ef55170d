package io.pondcrm.customer.identity;

import io.pondcrm.customer.identity.domain.MergeState;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Merging;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.Provenance;
import io.pondcrm.customer.profile.domain.Survivorship;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a merge lies in MongoDB: a process in steps that may each be done twice.
 *
 * @param id {@code mrg_…}
 * @param open whether there is something left to do: a sparse index over those
 * @param survivorship by field, where the caller said so
 * @param changedAt when its state changed last: one that is open for long was left by a crash
 * @param before what the survivor was like right before, as a {@link Snapshot}, sealed with the
 *     survivor's key; written before the survivor is
 * @param after and right after
 * @param mergedBefore what the other was like, sealed with that one's key
 * @param kept fields of the survivor that were changed since and kept their value at the un-merge
 */
@Document("merges")
@TypeAlias("merge")
record MergeDocument(
        @Id String id,
        MergeState state,
        @Nullable Boolean open,
        String survivorId,
        String mergedId,
        Map<String, Survivorship> survivorship,
        @Nullable String reason,
        String requestedBy,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant mergedAt,
        @Nullable Instant unmergedAt,
        byte @Nullable [] before,
        byte @Nullable [] after,
        byte @Nullable [] mergedBefore,
        @Nullable List<String> kept) {

    /** The prefix of every merge's id. */
    static final String PREFIX = "mrg";

    record Point(String type, String value, @Nullable Instant verifiedAt, boolean preferred) {}

    record Origin(String source, Instant updatedAt) {}

    /** What a customer was like. */
    record Snapshot(
            Map<String, String> values,
            List<Point> contactPoints,
            Map<String, String> attributes,
            List<String> tags,
            @Nullable Map<String, BigDecimal> interests,
            Map<String, Origin> provenance,
            Instant updatedAt) {

        static Snapshot of(Merging.Snapshot snapshot) {
            var profile = snapshot.profile();
            var values = new TreeMap<String, String>();
            profile.values().forEach((field, value) -> values.put(field.name(), value));
            var provenance = new TreeMap<String, Origin>();
            snapshot.provenance()
                    .forEach((name, told) ->
                            provenance.put(name, new Origin(told.source(), told.updatedAt())));
            return new Snapshot(
                    values,
                    profile.contactPoints().stream()
                            .map(it ->
                                    new Point(
                                            it.type().name(),
                                            it.value(),
                                            it.verifiedAt(),
                                            it.preferred()))
                            .toList(),
                    profile.attributes(),
                    List.copyOf(profile.tags()),
                    profile.interests(),
                    provenance,
                    snapshot.updatedAt());
        }

        Merging.Snapshot toDomain() {
            var known = new EnumMap<ProfileField, String>(ProfileField.class);
            values.forEach((name, value) -> known.put(ProfileField.valueOf(name), value));
            var told = new TreeMap<String, Provenance>();
            provenance.forEach((name, origin) ->
                    told.put(name, new Provenance(origin.source(), origin.updatedAt())));
            return new Merging.Snapshot(
                    new Profile(
                            known,
                            contactPoints.stream()
                                    .map(it ->
                                            new ContactPoint(
                                                    ContactPoint.Type.valueOf(it.type()),
                                                    it.value(),
                                                    it.verifiedAt(),
                                                    it.preferred()))
                                    .toList(),
                            new TreeMap<>(attributes),
                            new TreeSet<>(tags),
                            interests == null ? new TreeMap<>() : new TreeMap<>(interests)),
                    told,
                    updatedAt);
        }
    }

    CustomerId survivor() {
        return new CustomerId(survivorId);
    }

    CustomerId merged() {
        return new CustomerId(mergedId);
    }
}
