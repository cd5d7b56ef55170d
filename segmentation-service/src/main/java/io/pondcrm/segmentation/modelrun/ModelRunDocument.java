package io.pondcrm.segmentation.modelrun;

import io.pondcrm.segmentation.modelrun.domain.BackTest;
import io.pondcrm.segmentation.modelrun.domain.Feature;
import io.pondcrm.segmentation.modelrun.domain.Grouping;
import io.pondcrm.segmentation.modelrun.domain.Groups;
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
 * @param horizonDays how far a forecast looks ahead; 0 where it is none
 * @param grouping what was asked for; null in a forecast
 * @param groups what was found; null in a forecast, and until it is finished
 * @param needs what was learned; null in a grouping, and until it is finished
 */
@Document("modelRuns")
@TypeAlias("modelRun")
@CompoundIndex(
        name = "latest",
        def = "{'kind': 1, 'state': 1, 'horizonDays': 1, 'asOf': 1, '_id': 1}")
record ModelRunDocument(
        @Id String id,
        String name,
        String kind,
        String state,
        Instant asOf,
        int horizonDays,
        @Nullable GroupingPart grouping,
        @Nullable GroupsPart groups,
        @Nullable NeedsPart needs) {

    /** What a run makes. */
    enum Kind {
        K_MEANS,
        NEXT_CATEGORY
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
            String libraryVersion) {

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
                    libraryVersion);
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

    static ModelRunDocument grouping(String id, String name, Grouping asked) {
        return new ModelRunDocument(
                id,
                name,
                Kind.K_MEANS.name(),
                State.RUNNING.name(),
                asked.asOf(),
                0,
                GroupingPart.of(asked),
                null,
                null);
    }

    static ModelRunDocument forecast(String id, String name, int horizonDays, Instant asOf) {
        return new ModelRunDocument(
                id,
                name,
                Kind.NEXT_CATEGORY.name(),
                State.RUNNING.name(),
                asOf,
                horizonDays,
                null,
                null,
                null);
    }

    boolean isFinished() {
        return state.equals(State.FINISHED.name());
    }
}
