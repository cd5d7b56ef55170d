package io.pondcrm.segmentation.modelrun;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.modelrun.domain.BackTest;
import io.pondcrm.segmentation.modelrun.domain.Feature;
import io.pondcrm.segmentation.modelrun.domain.Grouping;
import io.pondcrm.segmentation.modelrun.domain.NextCategory;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Days;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers send and see of model runs, and of the forecasts by them. */
final class ModelRunPayloads {

    private static final List<Feature> USUAL_FEATURES =
            List.of(Feature.RECENCY_DAYS, Feature.FREQUENCY, Feature.MONETARY, Feature.TENURE_DAYS);
    private static final String FEATURES =
            "RECENCY_DAYS|FREQUENCY|MONETARY|TENURE_DAYS|AVERAGE_SALE|REFUND_SHARE";
    private static final long USUAL_SEED = 1;
    private static final String HASH = "sha256:9f86d081884c7d659a2feaa0c55ad015";

    private ModelRunPayloads() {}

    /** What a caller sends to have a model made: one of the two kinds. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewModelRun", description = "Exactly one of kMeans and nextCategory")
    record NewModelRun(
            @NotBlank @Size(max = 100) @Schema(example = "How they buy") String name,
            @Nullable @Valid NewGrouping kMeans,
            @Nullable @Valid NewForecast nextCategory,
            @Nullable
                    @Size(max = 30)
                    @Schema(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            example = "2026-03-01")
                    String asOf) {

        /** What the constraints on single fields can't say. */
        List<FieldError> faults() {
            var faults = new ArrayList<FieldError>();
            if ((kMeans == null) == (nextCategory == null)) {
                faults.add(
                        new FieldError(
                                "/kMeans",
                                "one-kind",
                                new Text(
                                        "Exactly one of kMeans and nextCategory",
                                        "kMeans 与 nextCategory 须且只能填写一个")));
            }
            if (kMeans != null) {
                kMeans.addFaults(faults);
            }
            Faults.asOf("/asOf", asOf).ifPresent(faults::add);
            return faults;
        }

        /** Only after {@link #faults} found none. */
        ModelRunDocument toDocument(String id, Instant now) {
            var moment = asOf == null ? now : AsOf.valueOf(asOf).moment();
            if (kMeans != null) {
                return ModelRunDocument.grouping(id, name, kMeans.toDomain(moment));
            }
            var horizon = nextCategory == null ? null : nextCategory.horizon;
            return ModelRunDocument.forecast(
                    id, name, Days.valueOf(horizon == null ? "P30D" : horizon).count(), moment);
        }
    }

    /** What a caller sends to have customers grouped. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewKMeans", description = "Groups customers who buy alike")
    record NewGrouping(
            @NotNull @Min(2) @Max(20) @Schema(description = "How many groups", example = "4")
                    Integer k,
            @Nullable
                    @Schema(
                            description =
                                    "Of all randomness: the same data and seed give the same"
                                            + " groups; 1 if left out",
                            example = "1")
                    Long seed,
            @Nullable
                    @Size(min = 1, max = 6)
                    @Schema(
                            description =
                                    "RECENCY_DAYS, FREQUENCY, MONETARY and TENURE_DAYS if left out",
                            example = "[\"RECENCY_DAYS\",\"FREQUENCY\",\"MONETARY\"]")
                    List<@Pattern(regexp = FEATURES) String> features,
            @Nullable
                    @Pattern(regexp = "NONE|STANDARD|LOG_STANDARD")
                    @Schema(
                            description =
                                    "How features are made comparable: as they are, less the mean"
                                            + " by the standard deviation, or that of ln(1 + x);"
                                            + " LOG_STANDARD if left out",
                            allowableValues = {"NONE", "STANDARD", "LOG_STANDARD"})
                    String scale,
            @NotBlank
                    @Pattern(regexp = "[A-Z]{3}")
                    @Schema(description = "ISO 4217; others do not count", example = "CNY")
                    String currency,
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,4}D")
                    @Schema(
                            description = "How far back purchases count; for ever if left out",
                            example = "P365D")
                    String window) {

        private void addFaults(List<FieldError> faults) {
            Faults.currency("/kMeans/currency", currency).ifPresent(faults::add);
            if (features != null && features.stream().distinct().count() < features.size()) {
                faults.add(
                        new FieldError(
                                "/kMeans/features",
                                "repeated",
                                new Text("Name each feature once", "每个特征只能出现一次")));
            }
        }

        private Grouping toDomain(Instant asOf) {
            return new Grouping(
                    features == null
                            ? USUAL_FEATURES
                            : features.stream().map(Feature::valueOf).toList(),
                    k,
                    seed == null ? USUAL_SEED : seed,
                    scale == null ? Grouping.Scale.LOG_STANDARD : Grouping.Scale.valueOf(scale),
                    currency,
                    window == null ? null : Duration.parse(window),
                    asOf);
        }
    }

    /** What a caller sends to have a forecast model made. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewNextCategory", description = "Learns what customers buy next")
    record NewForecast(
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,2}D")
                    @Schema(
                            description = "How far the model looks ahead; P30D if left out",
                            example = "P30D")
                    String horizon) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelRun", description = "Never changes once it is finished")
    record Run(
            @Schema(
                            description = "Also the id of the model it made",
                            example = "mdl_01h455vb4pex5vsknk084sn02q")
                    String id,
            String name,
            @Schema(allowableValues = {"K_MEANS", "NEXT_CATEGORY"}) String kind,
            @Schema(allowableValues = {"RUNNING", "FINISHED", "FAILED"}) String state,
            Instant asOf,
            @Schema(description = "What groups were asked for; absent in a forecast")
                    @Nullable Asked kMeans,
            @Schema(description = "How far a forecast looks ahead; else absent", example = "P30D")
                    @Nullable String horizon,
            @Schema(description = "Absent until it is finished, and in a forecast")
                    @Nullable GroupsView groups,
            @Schema(description = "Absent until it is finished, and in a grouping")
                    @Nullable NeedsView needs) {

        static Run of(ModelRunDocument run) {
            var asked = run.grouping();
            var groups = run.groups();
            var needs = run.needs();
            return new Run(
                    run.id(),
                    run.name(),
                    run.kind(),
                    run.state(),
                    run.asOf(),
                    asked == null ? null : Asked.of(asked),
                    asked == null ? new Days(run.horizonDays()).toString() : null,
                    groups == null ? null : GroupsView.of(groups),
                    needs == null ? null : NeedsView.of(needs));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "KMeansAsked")
    record Asked(
            int k,
            long seed,
            List<String> features,
            @Schema(allowableValues = {"NONE", "STANDARD", "LOG_STANDARD"}) String scale,
            String currency,
            @Schema(description = "Absent for ever", example = "P365D") @Nullable String window) {

        static Asked of(ModelRunDocument.GroupingPart part) {
            var window = part.window();
            return new Asked(
                    part.k(),
                    part.seed(),
                    part.features(),
                    part.scale(),
                    part.currency(),
                    window == null ? null : "P" + Duration.parse(window).toDays() + "D");
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerGroups", description = "Customers who buy alike, largest group first")
    record GroupsView(
            int customers,
            List<GroupView> groups,
            @Schema(
                            description =
                                    "Sum of squared distances to the nearest centre, on the scale"
                                            + " of the search")
                    double inertia,
            @Schema(description = "Simplified silhouette, from 0 (no groups) to 1 (far apart)")
                    double silhouette,
            @Schema(description = "Equal customers and features, equal hash", example = HASH)
                    String dataHash,
            @Schema(description = "Equal groups, equal hash", example = HASH) String resultHash,
            @Schema(example = "hipparchus-clustering") String library,
            String libraryVersion) {

        static GroupsView of(ModelRunDocument.GroupsPart part) {
            return new GroupsView(
                    part.customers(),
                    part.groups().stream()
                            .map(it ->
                                    new GroupView(
                                            it.size(),
                                            (double) it.size() / part.customers(),
                                            it.centre()))
                            .toList(),
                    part.inertia(),
                    part.silhouette(),
                    part.dataHash(),
                    part.hash(),
                    part.library(),
                    part.libraryVersion());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerGroup")
    record GroupView(
            int size,
            @Schema(description = "Of all customers who count", example = "0.25") double share,
            @Schema(description = "The mean of each feature, in their order and own units")
                    List<Double> centre) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "NeedModel", description = "What a forecast rests on, and how good it is")
    record NeedsView(
            @Schema(description = "With a sale of known categories") long customers,
            @Schema(description = "Sales of known categories") long receipts,
            int categories,
            @Schema(
                            description =
                                    "How many own receipts what others do weighs as much as: what"
                                            + " would have forecast best a horizon earlier",
                            example = "4.0")
                    double ownPrior,
            @Schema(description = "Equal receipts, equal hash", example = HASH) String dataHash,
            BackTestView backTest) {

        static NeedsView of(ModelRunDocument.NeedsPart part) {
            return new NeedsView(
                    part.customers(),
                    part.receipts(),
                    part.categories().size(),
                    part.ownPrior(),
                    part.dataHash(),
                    BackTestView.of(part.backTest()));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "NeedBackTest",
            description =
                    "The same model, made of what had happened a horizon before asOf, against what"
                            + " customers then bought; base is what all customers buy")
    record BackTestView(
            @Schema(description = "Who had a forecast") long customers,
            @Schema(description = "Those of them who bought within the horizon") long buyers,
            double expectedBuyers,
            @Schema(description = "Share of buyers whose next receipt had the likeliest category")
                    double hit1,
            @Schema(description = "… one of the three likeliest") double hit3,
            @Schema(description = "Mean negative natural logarithm; less is better") double logLoss,
            double baseHit1,
            double baseHit3,
            double baseLogLoss) {

        static BackTestView of(BackTest test) {
            return new BackTestView(
                    test.customers(),
                    test.buyers(),
                    test.expectedBuyers(),
                    test.hit1(),
                    test.hit3(),
                    test.logLoss(),
                    test.baseHit1(),
                    test.baseHit3(),
                    test.baseLogLoss());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "NeedForecast", description = "What a customer will buy next")
    record Forecast(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(description = "Its card tells how it was made", example = "mdl_01h4…")
                    String model,
            @Schema(example = "P30D") String horizon,
            @Schema(
                            description =
                                    "How likely there is a purchase within the horizon; absent"
                                            + " where no category was ever bought")
                    @Nullable Double purchaseProbability,
            @Schema(description = "When the last purchase was that the forecast knows")
                    @Nullable Instant lastPurchaseAt,
            @Schema(description = "The likeliest first, ten at most") List<Likely> categories,
            BackTestView backTest,
            Instant asOf) {

        private static final int MOST = 10;

        static Forecast of(
                String customer,
                ModelRunDocument run,
                ModelRunDocument.NeedsPart needs,
                NextCategory.@Nullable Forecast found,
                Instant asOf) {
            return new Forecast(
                    customer,
                    run.id(),
                    new Days(run.horizonDays()).toString(),
                    found == null ? null : found.purchase(),
                    found == null ? null : found.lastPurchase(),
                    found == null
                            ? List.of()
                            : found.shares().stream()
                                    .limit(MOST)
                                    .map(it -> Likely.of(it, found.purchase()))
                                    .toList(),
                    BackTestView.of(needs.backTest()),
                    asOf);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LikelyCategory")
    record Likely(
            @Schema(example = "shoes") String category,
            @Schema(
                            description =
                                    "That there is a purchase within the horizon, and it is of"
                                            + " this category")
                    double probability,
            @Schema(description = "That the next purchase, whenever it is, is of this category")
                    double share,
            @Schema(description = "The part of the share that the customer's own purchases give")
                    double fromOwn,
            @Schema(
                            description =
                                    "The part that what others bought after the same categories"
                                            + " gives")
                    double fromAfter,
            @Schema(description = "The part that what everybody buys gives") double fromBase) {

        static Likely of(NextCategory.Share share, double purchase) {
            return new Likely(
                    share.category(),
                    purchase * share.share(),
                    share.share(),
                    share.own(),
                    share.after(),
                    share.base());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelCard", description = "What a model is for, of what and how it was made")
    record Card(
            String id,
            String name,
            @Schema(allowableValues = {"K_MEANS", "NEXT_CATEGORY"}) String kind,
            @Schema(description = "In the caller's language") String purpose,
            @Schema(description = "In the caller's language") String method,
            @Schema(example = "hipparchus-clustering") String library,
            String libraryVersion,
            @Schema(description = "Absent where nothing is random") @Nullable Long seed,
            List<String> features,
            long customers,
            Instant asOf,
            @Schema(example = HASH) String dataHash,
            List<Metric> metrics,
            @Schema(description = "What not to use it for, in the caller's language")
                    List<String> limits) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelMetric")
    record Metric(@Schema(example = "silhouette") String name, double value) {}
}
