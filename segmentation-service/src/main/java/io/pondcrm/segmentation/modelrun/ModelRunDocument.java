package io.pondcrm.segmentation.modelrun;

import io.pondcrm.segmentation.modelrun.domain.BackTest;
import io.pondcrm.segmentation.modelrun.domain.Drift;
import io.pondcrm.segmentation.modelrun.domain.Feature;
import io.pondcrm.segmentation.modelrun.domain.FeatureBins;
import io.pondcrm.segmentation.modelrun.domain.Grouping;
import io.pondcrm.segmentation.modelrun.domain.Groups;
import io.pondcrm.segmentation.modelrun.domain.LifetimeValueFit;
import io.pondcrm.segmentation.modelrun.domain.Measure;
import io.pondcrm.segmentation.modelrun.domain.Mixture;
import io.pondcrm.segmentation.modelrun.domain.Outlook;
import io.pondcrm.segmentation.modelrun.domain.Placing;
import io.pondcrm.segmentation.modelrun.domain.Propensity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a run and the model it made lie in MongoDB.
 *
 * @param version the how manieth run of its kind and name it is
 * @param horizonDays how far the model looks ahead; 0 where it does not
 * @param grouping what was asked of k-means or a mixture; else null
 * @param outlook what was asked of a logistic regression; else null
 * @param groups what k-means found; null until it is finished
 * @param mixture the distributions that were found; null until it is finished
 * @param propensity what a logistic regression found; null until it is finished
 * @param needs what a forecast learned; null until it is finished
 * @param lifetimeValue what a fit of lifetime value found; null in all others
 * @param bins how the features lay; null in a forecast, and until it is finished
 * @param drift how they lay when somebody last looked; null until then
 */
@Document("modelRuns")
@TypeAlias("modelRun")
@CompoundIndex(
        name = "latest",
        def = "{'kind': 1, 'state': 1, 'horizonDays': 1, 'asOf': 1, '_id': 1}")
@CompoundIndex(name = "version", def = "{'kind': 1, 'name': 1, 'version': 1}", unique = true)
@CompoundIndex(name = "finished", def = "{'state': 1, '_id': 1}")
record ModelRunDocument(
        @Id String id,
        String name,
        String kind,
        int version,
        String state,
        Instant asOf,
        int horizonDays,
        @Nullable GroupingPart grouping,
        @Nullable OutlookPart outlook,
        @Nullable GroupsPart groups,
        @Nullable MixturePart mixture,
        @Nullable PropensityPart propensity,
        @Nullable NeedsPart needs,
        @Nullable LifetimeValueFit lifetimeValue,
        @Nullable List<FeatureBins> bins,
        @Nullable Drift drift) {

    /** What a run makes. */
    enum Kind {
        K_MEANS,
        GAUSSIAN_MIXTURE,
        LOGISTIC,
        NEXT_CATEGORY,
        CLV
    }

    /** How far it is. */
    enum State {
        RUNNING,
        FINISHED,
        FAILED
    }

    record GroupingPart(
            List<String> features,
            int k,
            long seed,
            String scale,
            String currency,
            @Nullable String window) {

        static GroupingPart of(Grouping asked) {
            var window = asked.window();
            return new GroupingPart(
                    asked.features().stream().map(Feature::name).toList(),
                    asked.k(),
                    asked.seed(),
                    asked.scale().name(),
                    asked.currency(),
                    window == null ? null : window.toString());
        }

        Grouping toDomain(Instant asOf) {
            return new Grouping(
                    features.stream().map(Feature::valueOf).toList(),
                    k,
                    seed,
                    Grouping.Scale.valueOf(scale),
                    currency,
                    window == null ? null : Duration.parse(window),
                    asOf);
        }
    }

    record GroupsPart(
            List<GroupPart> groups,
            double inertia,
            double silhouette,
            int customers,
            String dataHash,
            String hash,
            String library,
            String libraryVersion,
            @Nullable Placing placing) {

        static GroupsPart of(Groups found, String library, String libraryVersion) {
            return new GroupsPart(
                    found.groups().stream()
                            .map(it -> new GroupPart(it.size(), it.centre()))
                            .toList(),
                    found.inertia(),
                    found.silhouette(),
                    found.customers(),
                    found.dataHash(),
                    found.hash(),
                    library,
                    libraryVersion,
                    found.placing());
        }
    }

    record GroupPart(int size, List<Double> centre) {}

    /**
     * @param categories as {@code bought} lists them, with the receipts of each
     */
    record NeedsPart(
            List<String> categories,
            List<Double> bought,
            double ownPrior,
            List<Double> rates,
            long customers,
            long receipts,
            String dataHash,
            BackTest backTest) {}

    record OutlookPart(
            List<String> features,
            long seed,
            boolean isLogarithmic,
            @Nullable Double threshold,
            String currency,
            @Nullable String window) {

        static OutlookPart of(Outlook asked) {
            var measure = asked.measure();
            var window = measure.window();
            return new OutlookPart(
                    measure.features().stream().map(Feature::name).toList(),
                    asked.seed(),
                    asked.isLogarithmic(),
                    asked.threshold(),
                    measure.currency(),
                    window == null ? null : window.toString());
        }

        Measure measured() {
            return new Measure(
                    features.stream().map(Feature::valueOf).toList(),
                    currency,
                    window == null ? null : Duration.parse(window));
        }

        Outlook toDomain(int horizonDays, Instant asOf) {
            return new Outlook(
                    measured(), seed, isLogarithmic, Duration.ofDays(horizonDays), threshold, asOf);
        }
    }

    record MixturePart(Mixture found, String hash, String library, String libraryVersion) {}

    record PropensityPart(Propensity found, String hash, String library, String libraryVersion) {}

    static ModelRunDocument grouping(String id, String name, Kind kind, Grouping asked) {
        return begun(id, name, kind, asked.asOf(), 0, GroupingPart.of(asked), null);
    }

    static ModelRunDocument outlook(String id, String name, Outlook asked) {
        return begun(
                id,
                name,
                Kind.LOGISTIC,
                asked.asOf(),
                Math.toIntExact(asked.horizon().toDays()),
                null,
                OutlookPart.of(asked));
    }

    static ModelRunDocument forecast(String id, String name, int horizonDays, Instant asOf) {
        return begun(id, name, Kind.NEXT_CATEGORY, asOf, horizonDays, null, null);
    }

    /** Fitted already, by a job of its own. */
    static ModelRunDocument lifetimeValue(String id, LifetimeValueFit fit) {
        return new ModelRunDocument(
                id,
                fit.name(),
                Kind.CLV.name(),
                0,
                State.FINISHED.name(),
                fit.asOf(),
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                fit,
                null,
                null);
    }

    private static ModelRunDocument begun(
            String id,
            String name,
            Kind kind,
            Instant asOf,
            int horizonDays,
            @Nullable GroupingPart grouping,
            @Nullable OutlookPart outlook) {
        return new ModelRunDocument(
                id,
                name,
                kind.name(),
                0,
                State.RUNNING.name(),
                asOf,
                horizonDays,
                grouping,
                outlook,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same, begun as the how manieth of its kind and name. */
    ModelRunDocument numbered(int number) {
        return new ModelRunDocument(
                id,
                name,
                kind,
                number,
                state,
                asOf,
                horizonDays,
                grouping,
                outlook,
                groups,
                mixture,
                propensity,
                needs,
                lifetimeValue,
                bins,
                drift);
    }

    Kind kindOf() {
        return Kind.valueOf(kind);
    }

    /** What the model looks at; null in a forecast. */
    @Nullable Measure measure() {
        if (grouping != null) {
            return grouping.toDomain(asOf).measured();
        }
        return outlook == null ? null : outlook.measured();
    }

    /** By what customers are placed in its groups; null where it has none, or did not keep it. */
    @Nullable Placing placing() {
        if (mixture != null) {
            return mixture.found().placing();
        }
        return groups == null ? null : groups.placing();
    }

    /** How many customers each of its groups had. */
    List<Integer> groupSizes() {
        if (mixture != null) {
            return mixture.found().components().stream().map(Mixture.Component::size).toList();
        }
        return groups == null ? List.of() : groups.groups().stream().map(GroupPart::size).toList();
    }

    boolean isFinished() {
        return state.equals(State.FINISHED.name());
    }
}
