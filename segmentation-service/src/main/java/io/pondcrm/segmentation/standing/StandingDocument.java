package io.pondcrm.segmentation.standing;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.abc.domain.AbcBasis;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.facts.domain.Classed;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.ProfileHistory;
import io.pondcrm.segmentation.facts.domain.ProfilingStop;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.Rating;
import io.pondcrm.segmentation.facts.domain.TierOverride;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.rfm.domain.RfmScores;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import io.pondcrm.segmentation.standing.domain.Standing;
import io.pondcrm.segmentation.tier.domain.TierStanding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * How a customer lies in MongoDB: what we were told, what we concluded and what we still have to
 * announce, in one document, so that none of the three can be there without the others.
 *
 * @param profile as it is now
 * @param earlierProfiles what it was before, oldest first; absent for who has one version only
 * @param ratings absent for who answered no survey
 * @param overrides absent for who has none
 * @param schemes the tiers in schemes by points; absent for who has none
 * @param schemeTiers the same as {@code scheme/TIER}, for the index
 * @param stages the stages in further lifecycle schemes; absent for who is in none
 * @param schemeStages the same as {@code scheme/STAGE}, for the index
 * @param classes by each classification that decided, oldest first; absent for who never had one,
 *     and in what was written before they were kept
 * @param segmentIds the segments the customer is in, for the index
 * @param reviewAt when to look again if nothing is heard
 * @param changedBy the mark of the last write, a time-ordered id; absent until the first one since
 *     there are marks
 * @param stops who has had conclusions stopped, or had; absent where nobody did
 * @param oldestPurchase when the oldest purchase happened, for the index; absent without one
 * @param oldestWord the oldest moment of what else is kept for a time, for the index; absent
 *     without
 * @param kept what was concluded before conclusions were stopped, out of sight of all who look for
 *     tiers, stages, scores and segments; absent while they are not stopped
 */
@Document("standings")
@TypeAlias("standing")
@CompoundIndex(name = "tier", def = "{'tier.tier': 1, '_id': 1}")
@CompoundIndex(name = "schemeTier", def = "{'schemeTiers': 1, '_id': 1}")
@CompoundIndex(name = "lifecycle", def = "{'lifecycle.stage': 1, '_id': 1}")
@CompoundIndex(name = "schemeStage", def = "{'schemeStages': 1, '_id': 1}")
@CompoundIndex(name = "segment", def = "{'segmentIds': 1, '_id': 1}")
@CompoundIndex(name = "review", def = "{'reviewAt': 1}")
@CompoundIndex(name = "oldestPurchase", def = "{'oldestPurchase': 1}", sparse = true)
@CompoundIndex(name = "oldestWord", def = "{'oldestWord': 1}", sparse = true)
@CompoundIndex(name = "changed", def = "{'changedBy': 1, '_id': 1}")
record StandingDocument(
        @Id String id,
        long version,
        @Nullable ProfilePart profile,
        @Nullable List<ProfilePart> earlierProfiles,
        List<ConsentPart> consents,
        List<PurchasePart> purchases,
        @Nullable List<RatingPart> ratings,
        @Nullable List<OverridePart> overrides,
        @Nullable TierPart tier,
        @Nullable List<SchemePart> schemes,
        @Nullable List<String> schemeTiers,
        @Nullable StagePart lifecycle,
        @Nullable List<SchemeStagePart> stages,
        @Nullable List<String> schemeStages,
        List<RfmPart> rfm,
        @Nullable AbcPart abc,
        @Nullable List<ClassPart> classes,
        List<SegmentPart> segments,
        List<String> segmentIds,
        @Nullable Instant reviewAt,
        @Nullable String changedBy,
        @Nullable List<StopPart> stops,
        @Nullable Instant oldestPurchase,
        @Nullable Instant oldestWord,
        @Nullable KeptPart kept)
        implements Outboxed {

    /** Is there for those about whom nothing may be concluded, and for nobody else. */
    static final String KEPT = "kept";

    /** Where {@link io.pondcrm.chassis.outbox.OutboxWriter} leaves the mark of an update. */
    static final String MARK = "changedBy";

    /**
     * @param first the first version that said the same; absent where it is this one
     * @param since when the profile changed to this; absent where that is the customer's creation
     * @param attributes the company's own; absent for who has none
     */
    record ProfilePart(
            long sequence,
            @Nullable Long first,
            @Nullable Instant since,
            String kind,
            @Nullable String region,
            @Nullable String gender,
            @Nullable String ageBand,
            @Nullable String birthday,
            @Nullable String locale,
            List<String> tags,
            @Nullable List<AttributePart> attributes,
            List<String> systems,
            Instant createdAt) {

        static @Nullable ProfilePart latest(ProfileHistory profiles) {
            return profiles.versions().isEmpty() ? null : of(profiles.versions().getLast());
        }

        static @Nullable List<ProfilePart> earlier(ProfileHistory profiles) {
            var versions = profiles.versions();
            return versions.size() < 2
                    ? null
                    : versions.subList(0, versions.size() - 1).stream()
                            .map(ProfilePart::of)
                            .toList();
        }

        private static ProfilePart of(ProfileHistory.Version version) {
            var profile = version.profile();
            return new ProfilePart(
                    profile.sequence(),
                    version.first() == profile.sequence() ? null : version.first(),
                    version.since().equals(profile.createdAt()) ? null : version.since(),
                    profile.kind(),
                    profile.region(),
                    profile.gender(),
                    profile.ageBand(),
                    profile.birthday(),
                    profile.locale(),
                    List.copyOf(new TreeSet<>(profile.tags())),
                    AttributePart.of(profile.attributes()),
                    List.copyOf(new TreeSet<>(profile.systems())),
                    profile.createdAt());
        }

        ProfileHistory.Version toDomain() {
            return new ProfileHistory.Version(
                    new Profile(
                            sequence,
                            kind,
                            region,
                            gender,
                            ageBand,
                            birthday,
                            locale,
                            new HashSet<>(tags),
                            AttributePart.toDomain(attributes),
                            new HashSet<>(systems),
                            createdAt),
                    first == null ? sequence : first,
                    since == null ? createdAt : since);
        }
    }

    /** A list of these and not a map: names may hold what a field's name may not. */
    record AttributePart(String name, String value) {

        static @Nullable List<AttributePart> of(Map<String, String> attributes) {
            return attributes.isEmpty()
                    ? null
                    : new TreeMap<>(attributes)
                            .entrySet().stream()
                                    .map(it -> new AttributePart(it.getKey(), it.getValue()))
                                    .toList();
        }

        static Map<String, String> toDomain(@Nullable List<AttributePart> attributes) {
            return attributes == null
                    ? Map.of()
                    : attributes.stream()
                            .collect(Collectors.toMap(AttributePart::name, AttributePart::value));
        }
    }

    record ConsentPart(long sequence, String purpose, String channel, boolean granted) {

        static List<ConsentPart> of(Map<String, ConsentState> consents) {
            return consents.values().stream()
                    .map(it ->
                            new ConsentPart(
                                    it.sequence(), it.purpose(), it.channel(), it.granted()))
                    .toList();
        }

        ConsentState toDomain() {
            return new ConsentState(sequence, purpose, channel, granted);
        }
    }

    /**
     * Names are short because a customer may have thousands of them.
     *
     * @param cats null where no category is known
     * @param off what was taken off; null where nobody told
     * @param earned after the cost of the goods, with its sign; null where nobody told
     */
    record PurchasePart(
            String id,
            long seq,
            boolean sale,
            Instant at,
            String sum,
            String cur,
            @Nullable String ch,
            @Nullable List<String> cats,
            @Nullable String off,
            @Nullable String earned) {

        static List<PurchasePart> of(List<Purchase> purchases) {
            return purchases.stream()
                    .map(it ->
                            new PurchasePart(
                                    it.transactionId(),
                                    it.sequence(),
                                    it.isSale(),
                                    it.occurredAt(),
                                    it.amount().toPlainString(),
                                    it.currency(),
                                    it.channel(),
                                    it.categories().isEmpty() ? null : it.categories(),
                                    text(it.discount()),
                                    text(it.signedMargin())))
                    .toList();
        }

        Purchase toDomain() {
            return new Purchase(
                    id,
                    seq,
                    sale ? Purchase.Kind.SALE : Purchase.Kind.REFUND,
                    at,
                    new BigDecimal(sum),
                    cur,
                    ch,
                    cats == null ? List.of() : cats,
                    off == null ? null : new BigDecimal(off),
                    earned == null ? null : new BigDecimal(earned));
        }

        private static @Nullable String text(@Nullable BigDecimal amount) {
            return amount == null ? null : amount.toPlainString();
        }
    }

    record RatingPart(String id, int score, int scale, Instant at) {

        static @Nullable List<RatingPart> of(List<Rating> ratings) {
            return ratings.isEmpty()
                    ? null
                    : ratings.stream()
                            .map(it ->
                                    new RatingPart(
                                            it.responseId(), it.score(), it.scale(), it.at()))
                            .toList();
        }

        Rating toDomain() {
            return new Rating(id, score, scale, at);
        }
    }

    record TierPart(
            String tier,
            String since,
            String reviewOn,
            String status,
            @Nullable String expectedTier) {

        static @Nullable TierPart of(@Nullable TierStanding tier) {
            return tier == null
                    ? null
                    : new TierPart(
                            tier.tier(),
                            tier.since().toString(),
                            tier.reviewOn().toString(),
                            tier.status().name(),
                            tier.expectedTier());
        }

        TierStanding toDomain() {
            return new TierStanding(
                    tier,
                    LocalDate.parse(since),
                    LocalDate.parse(reviewOn),
                    TierStanding.Status.valueOf(status),
                    expectedTier);
        }
    }

    record SchemePart(
            String scheme,
            String tier,
            String since,
            String reviewOn,
            String status,
            @Nullable String expectedTier) {

        static @Nullable List<SchemePart> of(Map<String, TierStanding> schemes) {
            return schemes.isEmpty()
                    ? null
                    : schemes.entrySet().stream()
                            .map(it ->
                                    new SchemePart(
                                            it.getKey(),
                                            it.getValue().tier(),
                                            it.getValue().since().toString(),
                                            it.getValue().reviewOn().toString(),
                                            it.getValue().status().name(),
                                            it.getValue().expectedTier()))
                            .toList();
        }

        static @Nullable List<String> keys(Map<String, TierStanding> schemes) {
            return schemes.isEmpty()
                    ? null
                    : schemes.entrySet().stream()
                            .map(it -> it.getKey() + "/" + it.getValue().tier())
                            .toList();
        }

        TierStanding toDomain() {
            return new TierStanding(
                    tier,
                    LocalDate.parse(since),
                    LocalDate.parse(reviewOn),
                    TierStanding.Status.valueOf(status),
                    expectedTier);
        }
    }

    record OverridePart(
            String id,
            long sequence,
            String scheme,
            String tier,
            String approver,
            String reason,
            Instant from,
            Instant until,
            @Nullable Instant withdrawnAt) {

        static @Nullable List<OverridePart> of(List<TierOverride> overrides) {
            return overrides.isEmpty()
                    ? null
                    : overrides.stream()
                            .map(it ->
                                    new OverridePart(
                                            it.id(),
                                            it.sequence(),
                                            it.scheme(),
                                            it.tier(),
                                            it.approver(),
                                            it.reason(),
                                            it.from(),
                                            it.until(),
                                            it.withdrawnAt()))
                            .toList();
        }

        TierOverride toDomain() {
            return new TierOverride(
                    id, sequence, scheme, tier, approver, reason, from, until, withdrawnAt);
        }
    }

    record StagePart(String stage, Instant enteredAt) {

        static @Nullable StagePart of(Standing.@Nullable InStage stage) {
            return stage == null ? null : new StagePart(stage.stage().name(), stage.enteredAt());
        }

        Standing.InStage toDomain() {
            return new Standing.InStage(Stage.valueOf(stage), enteredAt);
        }
    }

    record SchemeStagePart(String scheme, String stage, Instant enteredAt) {

        static @Nullable List<SchemeStagePart> of(Map<String, Standing.InStage> stages) {
            return stages.isEmpty()
                    ? null
                    : stages.entrySet().stream()
                            .map(it ->
                                    new SchemeStagePart(
                                            it.getKey(),
                                            it.getValue().stage().name(),
                                            it.getValue().enteredAt()))
                            .toList();
        }

        static @Nullable List<String> keys(Map<String, Standing.InStage> stages) {
            return stages.isEmpty()
                    ? null
                    : stages.entrySet().stream()
                            .map(it -> it.getKey() + "/" + it.getValue().stage())
                            .toList();
        }

        Standing.InStage toDomain() {
            return new Standing.InStage(Stage.valueOf(stage), enteredAt);
        }
    }

    record RfmPart(
            String model,
            String run,
            int recency,
            int frequency,
            int monetary,
            int bins,
            String segment) {

        static List<RfmPart> of(Map<String, Standing.Rated> rfm) {
            return rfm.entrySet().stream()
                    .map(it -> {
                        var scores = it.getValue().scores();
                        return new RfmPart(
                                it.getKey(),
                                it.getValue().run(),
                                scores.recency(),
                                scores.frequency(),
                                scores.monetary(),
                                scores.bins(),
                                it.getValue().segment().name());
                    })
                    .toList();
        }

        Standing.Rated toDomain() {
            return new Standing.Rated(
                    run,
                    new RfmScores(recency, frequency, monetary, bins),
                    RfmSegment.valueOf(segment));
        }
    }

    /**
     * @param basis null for sales in places of before there was another one
     */
    record AbcPart(
            String classification,
            String abcClass,
            int rank,
            String value,
            String share,
            String cumulativeShare,
            Instant asOf,
            @Nullable String basis) {

        static @Nullable AbcPart of(@Nullable AbcPlacement abc) {
            return abc == null
                    ? null
                    : new AbcPart(
                            abc.classification(),
                            abc.abcClass().name(),
                            abc.rank(),
                            abc.value().toPlainString(),
                            abc.share().toPlainString(),
                            abc.cumulativeShare().toPlainString(),
                            abc.asOf(),
                            abc.basis().name());
        }

        AbcPlacement toDomain() {
            return new AbcPlacement(
                    classification,
                    basis == null ? AbcBasis.SALES : AbcBasis.valueOf(basis),
                    AbcClass.valueOf(abcClass),
                    rank,
                    new BigDecimal(value),
                    new BigDecimal(share),
                    new BigDecimal(cumulativeShare),
                    asOf);
        }
    }

    /**
     * @param group absent where the classification has none for the customer, as share
     */
    record ClassPart(
            String classification, @Nullable String group, @Nullable String share, Instant since) {

        static @Nullable List<ClassPart> of(List<Classed> classes) {
            return classes.isEmpty()
                    ? null
                    : classes.stream()
                            .map(it -> {
                                var share = it.share();
                                return new ClassPart(
                                        it.classification(),
                                        it.group(),
                                        share == null ? null : share.toPlainString(),
                                        it.since());
                            })
                            .toList();
        }

        Classed toDomain() {
            return new Classed(
                    classification, group, share == null ? null : new BigDecimal(share), since);
        }
    }

    record SegmentPart(String id, long version, Instant since) {

        static List<SegmentPart> of(Map<String, Standing.Membership> segments) {
            return segments.entrySet().stream()
                    .map(it ->
                            new SegmentPart(
                                    it.getKey(),
                                    it.getValue().segmentVersion(),
                                    it.getValue().since()))
                    .toList();
        }
    }

    record StopPart(String whose, long sequence, boolean stopped) {

        static @Nullable List<StopPart> of(Map<CustomerId, ProfilingStop> stops) {
            return stops.isEmpty()
                    ? null
                    : stops.values().stream()
                            .map(it ->
                                    new StopPart(it.whose().value(), it.sequence(), it.stopped()))
                            .sorted(Comparator.comparing(StopPart::whose))
                            .toList();
        }

        ProfilingStop toDomain() {
            return new ProfilingStop(sequence, new CustomerId(whose), stopped);
        }
    }

    record KeptPart(
            @Nullable TierPart tier,
            @Nullable List<SchemePart> schemes,
            @Nullable StagePart lifecycle,
            @Nullable List<SchemeStagePart> stages,
            List<RfmPart> rfm,
            @Nullable AbcPart abc,
            List<SegmentPart> segments) {

        static KeptPart of(Standing standing) {
            return new KeptPart(
                    TierPart.of(standing.tier()),
                    SchemePart.of(standing.schemes()),
                    StagePart.of(standing.lifecycle()),
                    SchemeStagePart.of(standing.stages()),
                    RfmPart.of(standing.rfm()),
                    AbcPart.of(standing.abc()),
                    SegmentPart.of(standing.segments()));
        }

        Standing toDomain() {
            return StandingDocument.standing(tier, schemes, lifecycle, stages, rfm, abc, segments);
        }
    }

    /** Those about whom something may be concluded, in the order of their ids behind another. */
    static Criteria profiled(@Nullable CustomerId after) {
        return (after == null ? new Criteria() : Criteria.where("_id").gt(after.value()))
                .and(KEPT)
                .exists(false);
    }

    /**
     * @param mark null where it is not for the store
     */
    static StandingDocument first(
            CustomerFacts facts,
            Standing concluded,
            @Nullable Instant reviewAt,
            @Nullable String mark) {
        var standing = facts.isStopped() ? Standing.NONE : concluded;
        return new StandingDocument(
                facts.customer().value(),
                1,
                ProfilePart.latest(facts.profiles()),
                ProfilePart.earlier(facts.profiles()),
                ConsentPart.of(facts.consents()),
                PurchasePart.of(facts.purchases()),
                RatingPart.of(facts.ratings()),
                OverridePart.of(facts.overrides()),
                TierPart.of(standing.tier()),
                SchemePart.of(standing.schemes()),
                SchemePart.keys(standing.schemes()),
                StagePart.of(standing.lifecycle()),
                SchemeStagePart.of(standing.stages()),
                SchemeStagePart.keys(standing.stages()),
                RfmPart.of(standing.rfm()),
                AbcPart.of(standing.abc()),
                ClassPart.of(facts.classes()),
                SegmentPart.of(standing.segments()),
                List.copyOf(standing.segments().keySet()),
                reviewAt,
                mark,
                StopPart.of(facts.stops()),
                facts.findOldestPurchase().orElse(null),
                facts.findOldestWord().orElse(null),
                facts.isStopped() ? KeptPart.of(concluded) : null);
    }

    /** The fields that are not as they lie here; null removes one. */
    Map<String, @Nullable Object> difference(
            CustomerFacts facts, Standing standing, @Nullable Instant reviewAt) {
        var now = first(facts, standing, reviewAt, null);
        var fields = new LinkedHashMap<String, @Nullable Object>();
        put(fields, "profile", profile, now.profile);
        put(fields, "earlierProfiles", earlierProfiles, now.earlierProfiles);
        put(fields, "consents", consents, now.consents);
        put(fields, "purchases", purchases, now.purchases);
        put(fields, "ratings", ratings, now.ratings);
        put(fields, "overrides", overrides, now.overrides);
        put(fields, "tier", tier, now.tier);
        put(fields, "schemes", schemes, now.schemes);
        put(fields, "schemeTiers", schemeTiers, now.schemeTiers);
        put(fields, "lifecycle", lifecycle, now.lifecycle);
        put(fields, "stages", stages, now.stages);
        put(fields, "schemeStages", schemeStages, now.schemeStages);
        put(fields, "rfm", rfm, now.rfm);
        put(fields, "abc", abc, now.abc);
        put(fields, "classes", classes, now.classes);
        put(fields, "segments", segments, now.segments);
        put(fields, "segmentIds", segmentIds, now.segmentIds);
        put(fields, "reviewAt", this.reviewAt, now.reviewAt);
        put(fields, "stops", stops, now.stops);
        put(fields, "oldestPurchase", oldestPurchase, now.oldestPurchase);
        put(fields, "oldestWord", oldestWord, now.oldestWord);
        put(fields, KEPT, kept, now.kept);
        return fields;
    }

    private static void put(
            Map<String, @Nullable Object> fields,
            String name,
            @Nullable Object was,
            @Nullable Object is) {
        if (!java.util.Objects.equals(was, is)) {
            fields.put(name, is);
        }
    }

    CustomerFacts facts() {
        var granted = new HashMap<String, ConsentState>();
        for (var consent : consents) {
            granted.put(consent.purpose() + "/" + consent.channel(), consent.toDomain());
        }
        var bought = new ArrayList<Purchase>(purchases.size());
        purchases.forEach(purchase -> bought.add(purchase.toDomain()));
        return new CustomerFacts(
                new CustomerId(id),
                profiles(),
                granted,
                bought,
                ratings == null ? List.of() : ratings.stream().map(RatingPart::toDomain).toList(),
                overrides == null
                        ? List.of()
                        : overrides.stream().map(OverridePart::toDomain).toList(),
                classed(),
                stops == null
                        ? Map.of()
                        : stops.stream()
                                .map(StopPart::toDomain)
                                .collect(Collectors.toMap(ProfilingStop::whose, it -> it)));
    }

    private List<Classed> classed() {
        if (classes != null) {
            return classes.stream().map(ClassPart::toDomain).toList();
        }
        return abc == null ? List.of() : List.of(abc.toDomain().since(abc.asOf));
    }

    private ProfileHistory profiles() {
        if (profile == null) {
            return ProfileHistory.NONE;
        }
        var versions = new ArrayList<ProfileHistory.Version>();
        if (earlierProfiles != null) {
            earlierProfiles.forEach(it -> versions.add(it.toDomain()));
        }
        versions.add(profile.toDomain());
        return new ProfileHistory(versions);
    }

    /** What was concluded last, also while it is out of sight. */
    Standing standing() {
        return kept == null
                ? standing(tier, schemes, lifecycle, stages, rfm, abc, segments)
                : kept.toDomain();
    }

    private static Standing standing(
            @Nullable TierPart tier,
            @Nullable List<SchemePart> schemes,
            @Nullable StagePart lifecycle,
            @Nullable List<SchemeStagePart> stages,
            List<RfmPart> rfm,
            @Nullable AbcPart abc,
            List<SegmentPart> segments) {
        return new Standing(
                tier == null ? null : tier.toDomain(),
                schemes == null
                        ? Map.of()
                        : schemes.stream()
                                .collect(
                                        Collectors.toMap(SchemePart::scheme, SchemePart::toDomain)),
                lifecycle == null ? null : lifecycle.toDomain(),
                stages == null
                        ? Map.of()
                        : stages.stream()
                                .collect(
                                        Collectors.toMap(
                                                SchemeStagePart::scheme,
                                                SchemeStagePart::toDomain)),
                rfm.stream().collect(Collectors.toMap(RfmPart::model, RfmPart::toDomain)),
                abc == null ? null : abc.toDomain(),
                segments.stream()
                        .collect(
                                Collectors.toMap(
                                        SegmentPart::id,
                                        it -> new Standing.Membership(it.version(), it.since()))));
    }
}
