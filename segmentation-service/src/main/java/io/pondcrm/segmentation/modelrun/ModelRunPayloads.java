package io.pondcrm.segmentation.modelrun;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.modelrun.domain.BackTest;
import io.pondcrm.segmentation.modelrun.domain.Drift;
import io.pondcrm.segmentation.modelrun.domain.Fairness;
import io.pondcrm.segmentation.modelrun.domain.Feature;
import io.pondcrm.segmentation.modelrun.domain.Grouping;
import io.pondcrm.segmentation.modelrun.domain.LifetimeValueFit;
import io.pondcrm.segmentation.modelrun.domain.Measure;
import io.pondcrm.segmentation.modelrun.domain.NextCategory;
import io.pondcrm.segmentation.modelrun.domain.Outlook;
import io.pondcrm.segmentation.modelrun.domain.Placing;
import io.pondcrm.segmentation.modelrun.domain.Propensity;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Days;
import io.pondcrm.segmentation.score.domain.InputsHash;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** What a caller sends to have a model made: one of the four kinds. */
    @DataClass(Level.INTERNAL)
    @Schema(
            name = "NewModelRun",
            description = "Exactly one of kMeans, gaussianMixture, logistic and nextCategory")
    record NewModelRun(
            @NotBlank @Size(max = 100) @Schema(example = "How they buy") String name,
            @Nullable @Valid NewGrouping kMeans,
            @Nullable @Valid NewGrouping gaussianMixture,
            @Nullable @Valid NewLogistic logistic,
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
            var kinds =
                    Stream.of(kMeans, gaussianMixture, logistic, nextCategory)
                            .filter(Objects::nonNull)
                            .count();
            if (kinds != 1) {
                faults.add(
                        new FieldError(
                                "/kMeans",
                                "one-kind",
                                new Text(
                                        "Exactly one of kMeans, gaussianMixture, logistic and"
                                                + " nextCategory",
                                        "kMeans、gaussianMixture、logistic 与 nextCategory"
                                                + " 须且只能填写一个")));
            }
            if (kMeans != null) {
                addFaults(faults, "/kMeans", kMeans.currency, kMeans.features);
            }
            if (gaussianMixture != null) {
                addFaults(
                        faults,
                        "/gaussianMixture",
                        gaussianMixture.currency,
                        gaussianMixture.features);
            }
            if (logistic != null) {
                addFaults(faults, "/logistic", logistic.currency, logistic.features);
            }
            Faults.asOf("/asOf", asOf).ifPresent(faults::add);
            return faults;
        }

        /** Only after {@link #faults} found none. */
        ModelRunDocument toDocument(String id, Instant now) {
            var moment = asOf == null ? now : AsOf.valueOf(asOf).moment();
            if (kMeans != null) {
                return ModelRunDocument.grouping(
                        id, name, ModelRunDocument.Kind.K_MEANS, kMeans.toDomain(moment));
            }
            if (gaussianMixture != null) {
                return ModelRunDocument.grouping(
                        id,
                        name,
                        ModelRunDocument.Kind.GAUSSIAN_MIXTURE,
                        gaussianMixture.toDomain(moment));
            }
            if (logistic != null) {
                return ModelRunDocument.outlook(id, name, logistic.toDomain(moment));
            }
            var horizon = nextCategory == null ? null : nextCategory.horizon;
            return ModelRunDocument.forecast(
                    id, name, Days.valueOf(horizon == null ? "P30D" : horizon).count(), moment);
        }
    }

    private static void addFaults(
            List<FieldError> faults,
            String pointer,
            String currency,
            @Nullable List<String> features) {
        Faults.currency(pointer + "/currency", currency).ifPresent(faults::add);
        if (features != null && features.stream().distinct().count() < features.size()) {
            faults.add(
                    new FieldError(
                            pointer + "/features",
                            "repeated",
                            new Text("Name each feature once", "每个特征只能出现一次")));
        }
    }

    private static List<Feature> named(@Nullable List<String> named) {
        return named == null ? USUAL_FEATURES : named.stream().map(Feature::valueOf).toList();
    }

    /** What a caller sends to have customers grouped. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewGrouping", description = "Groups customers who buy alike")
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

        private Grouping toDomain(Instant asOf) {
            return new Grouping(
                    named(features),
                    k,
                    seed == null ? USUAL_SEED : seed,
                    scale == null ? Grouping.Scale.LOG_STANDARD : Grouping.Scale.valueOf(scale),
                    currency,
                    window == null ? null : Duration.parse(window),
                    asOf);
        }
    }

    /** What a caller sends to learn who buys within a time. */
    @DataClass(Level.INTERNAL)
    @Schema(
            name = "NewLogistic",
            description =
                    "Learns how likely customers buy within a horizon: from what was known a horizon"
                            + " before asOf, and from who had bought by then")
    record NewLogistic(
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,2}D")
                    @Schema(
                            description = "How far the model looks ahead; P90D if left out",
                            example = "P90D")
                    String horizon,
            @Nullable
                    @Schema(
                            description =
                                    "Decides whom it learns from and whom it is tried on; 1 if left"
                                            + " out",
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
                    @Pattern(regexp = "STANDARD|LOG_STANDARD")
                    @Schema(
                            description =
                                    "Less the mean by the standard deviation, or that of ln(1 + x);"
                                            + " LOG_STANDARD if left out",
                            allowableValues = {"STANDARD", "LOG_STANDARD"})
                    String scale,
            @Nullable
                    @Pattern(regexp = "0\\.[0-9]{1,6}")
                    @Schema(
                            description =
                                    "From which probability a customer counts as selected, where"
                                            + " fairness is judged; the share who bought if left"
                                            + " out",
                            example = "0.5")
                    String threshold,
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

        private Outlook toDomain(Instant asOf) {
            return new Outlook(
                    new Measure(
                            named(features),
                            currency,
                            window == null ? null : Duration.parse(window)),
                    seed == null ? USUAL_SEED : seed,
                    !"STANDARD".equals(scale),
                    Days.valueOf(horizon == null ? "P90D" : horizon).duration(),
                    threshold == null ? null : Double.valueOf(threshold),
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
            @Schema(
                            allowableValues = {
                                "K_MEANS",
                                "GAUSSIAN_MIXTURE",
                                "LOGISTIC",
                                "NEXT_CATEGORY",
                                "CLV"
                            })
                    String kind,
            @Schema(allowableValues = {"RUNNING", "FINISHED", "FAILED"}) String state,
            @Schema(description = "The how manieth run of its kind and name it is", example = "1")
                    int version,
            Instant asOf,
            @Schema(description = "What was asked of k-means; else absent") @Nullable Asked kMeans,
            @Schema(description = "What was asked of a mixture; else absent")
                    @Nullable Asked gaussianMixture,
            @Schema(description = "What was asked of a logistic regression; else absent")
                    @Nullable LogisticAsked logistic,
            @Schema(description = "How far the model looks ahead; else absent", example = "P30D")
                    @Nullable String horizon,
            @Schema(description = "What k-means found; absent until it is finished")
                    @Nullable GroupsView groups,
            @Schema(description = "What a mixture found; absent until it is finished")
                    @Nullable MixtureView mixture,
            @Schema(description = "What a logistic regression found; absent until it is finished")
                    @Nullable PropensityView propensity,
            @Schema(description = "What a forecast learned; absent until it is finished")
                    @Nullable NeedsView needs,
            @Schema(description = "What a fit of lifetime value found; else absent")
                    @Nullable LifetimeValueView lifetimeValue) {

        static Run of(ModelRunDocument run) {
            var grouping = run.grouping();
            var asked = grouping == null ? null : Asked.of(grouping);
            var outlook = run.outlook();
            var groups = run.groups();
            var mixture = run.mixture();
            var propensity = run.propensity();
            var needs = run.needs();
            return new Run(
                    run.id(),
                    run.name(),
                    run.kind(),
                    run.state(),
                    run.version(),
                    run.asOf(),
                    run.kindOf() == ModelRunDocument.Kind.K_MEANS ? asked : null,
                    run.kindOf() == ModelRunDocument.Kind.GAUSSIAN_MIXTURE ? asked : null,
                    outlook == null ? null : LogisticAsked.of(outlook),
                    run.horizonDays() > 0 ? new Days(run.horizonDays()).toString() : null,
                    groups == null ? null : GroupsView.of(groups),
                    mixture == null ? null : MixtureView.of(mixture),
                    propensity == null ? null : PropensityView.of(propensity),
                    needs == null ? null : NeedsView.of(needs),
                    LifetimeValueView.of(run.lifetimeValue()));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "GroupingAsked")
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
    @Schema(name = "LogisticAsked")
    record LogisticAsked(
            long seed,
            List<String> features,
            @Schema(allowableValues = {"STANDARD", "LOG_STANDARD"}) String scale,
            @Schema(description = "Absent for the share who bought", example = "0.5")
                    @Nullable Double threshold,
            String currency,
            @Schema(description = "Absent for ever", example = "P365D") @Nullable String window) {

        static LogisticAsked of(ModelRunDocument.OutlookPart part) {
            var window = part.window();
            return new LogisticAsked(
                    part.seed(),
                    part.features(),
                    part.isLogarithmic() ? "LOG_STANDARD" : "STANDARD",
                    part.threshold(),
                    part.currency(),
                    window == null ? null : "P" + Duration.parse(window).toDays() + "D");
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "CustomerMixture",
            description = "Customers who buy alike, as overlapping normal distributions")
    record MixtureView(
            int customers,
            @Schema(description = "The heaviest first") List<ComponentView> components,
            @Schema(description = "Of all customers, on the scale of the search")
                    double logLikelihood,
            @Schema(
                            description =
                                    "Bayesian information criterion, 2 ln L less parameters times"
                                            + " ln n: the larger the better")
                    double criterion,
            @Schema(description = "False if a likelier mixture may exist") boolean converged,
            @Schema(description = "Equal customers and features, equal hash", example = HASH)
                    String dataHash,
            @Schema(description = "Equal components, equal hash", example = HASH) String resultHash,
            @Schema(example = "hipparchus-stat") String library,
            String libraryVersion) {

        static MixtureView of(ModelRunDocument.MixturePart part) {
            var found = part.found();
            return new MixtureView(
                    found.customers(),
                    found.components().stream()
                            .map(it ->
                                    new ComponentView(
                                            it.weight(), it.size(), it.centre(), it.spread()))
                            .toList(),
                    found.logLikelihood(),
                    found.criterion(),
                    found.converged(),
                    found.dataHash(),
                    part.hash(),
                    part.library(),
                    part.libraryVersion());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "MixtureComponent")
    record ComponentView(
            @Schema(description = "Its share of all customers", example = "0.25") double weight,
            @Schema(description = "Of how many customers it is the likeliest") int size,
            @Schema(description = "The mean of each feature, in their order and own units")
                    List<Double> centre,
            @Schema(description = "The standard deviation of each feature likewise")
                    List<Double> spread) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "PropensityModel", description = "How likely a customer buys within the horizon")
    record PropensityView(
            double intercept,
            @Schema(description = "One for each feature, by (x - mean) / deviation, on the scale")
                    List<Double> coefficients,
            List<Double> means,
            List<Double> deviations,
            @Schema(description = "False if likelier coefficients may exist") boolean converged,
            @Schema(description = "How many customers it learned from") int learned,
            @Schema(description = "Of customers it did not learn from") QualityView quality,
            FairnessView fairness,
            @Schema(description = "Equal customers and outcomes, equal hash", example = HASH)
                    String dataHash,
            @Schema(description = "Equal models, equal hash", example = HASH) String resultHash,
            @Schema(example = "hipparchus-core") String library,
            String libraryVersion) {

        static PropensityView of(ModelRunDocument.PropensityPart part) {
            var found = part.found();
            return new PropensityView(
                    found.intercept(),
                    found.coefficients(),
                    found.means(),
                    found.deviations(),
                    found.converged(),
                    found.learned(),
                    QualityView.of(found.quality()),
                    FairnessView.of(found),
                    found.dataHash(),
                    part.hash(),
                    part.library(),
                    part.libraryVersion());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PropensityQuality")
    record QualityView(
            int customers,
            @Schema(description = "The share who bought") double share,
            @Schema(
                            description =
                                    "How likely one who bought has a higher probability than one"
                                            + " who did not; 0.5 says nothing")
                    double areaUnderCurve,
            @Schema(description = "Mean negative natural logarithm; less is better") double logLoss,
            @Schema(description = "That of the share who bought") double baseLogLoss,
            @Schema(description = "Mean squared error; less is better") double brier) {

        static QualityView of(Propensity.Quality quality) {
            return new QualityView(
                    quality.customers(),
                    quality.share(),
                    quality.areaUnderCurve(),
                    quality.logLoss(),
                    quality.baseLogLoss(),
                    quality.brier());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ModelFairness",
            description =
                    "Whether some people are selected less often than others; of customers the model"
                            + " did not learn from")
    record FairnessView(
            @Schema(description = "From which probability one is selected") double threshold,
            List<FairnessOf> attributes) {

        static FairnessView of(Propensity found) {
            return new FairnessView(
                    found.threshold(),
                    found.fairness().attributes().stream().map(FairnessOf::of).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelFairnessAttribute")
    record FairnessOf(
            @Schema(allowableValues = {"gender", "ageBand", "region"}) String attribute,
            @Schema(
                            description =
                                    "The lowest selection rate by the highest, of groups of at"
                                            + " least 30; absent where there are not two of them")
                    @Nullable Double ratio,
            @Schema(
                            description =
                                    "False if the ratio is below 0.8: the four-fifths rule, a sign"
                                            + " to look closer")
                    boolean withinFourFifths,
            @Schema(description = "The largest first") List<FairnessGroup> groups) {

        static FairnessOf of(Fairness.Attribute attribute) {
            var ratio = attribute.ratio();
            return new FairnessOf(
                    attribute.name(),
                    ratio.isPresent() ? ratio.getAsDouble() : null,
                    attribute.isWithinFourFifths(),
                    attribute.groups().stream().map(FairnessGroup::of).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelFairnessGroup")
    record FairnessGroup(
            @Schema(description = "UNKNOWN where the profile does not say") String value,
            int customers,
            int selected,
            double selectionRate,
            @Schema(description = "How many bought") int bought,
            @Schema(description = "Selected of those who bought; absent where nobody did")
                    @Nullable Double truePositiveRate) {

        static FairnessGroup of(Fairness.Group group) {
            var rate = group.truePositiveRate();
            return new FairnessGroup(
                    group.value(),
                    group.customers(),
                    group.selected(),
                    group.selectionRate(),
                    group.bought(),
                    rate.isPresent() ? rate.getAsDouble() : null);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ModelDrift",
            description = "How much customers changed since the model was made of them")
    record DriftView(
            Instant asOf,
            long customers,
            @Schema(description = "The largest population stability index", example = "0.04")
                    double stability,
            @Schema(
                            description = "NONE below 0.1, MAJOR from 0.25",
                            allowableValues = {"NONE", "MINOR", "MAJOR"})
                    String shift,
            List<FeatureDrift> features) {

        static DriftView of(Drift drift) {
            return new DriftView(
                    drift.asOf(),
                    drift.customers(),
                    drift.largest(),
                    drift.shift().name(),
                    drift.features().stream()
                            .map(it ->
                                    new FeatureDrift(
                                            it.feature(), it.stability(), it.shift().name()))
                            .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelFeatureDrift")
    record FeatureDrift(
            String feature,
            @Schema(description = "The sum over bins of (now - then) ln(now / then)")
                    double stability,
            @Schema(allowableValues = {"NONE", "MINOR", "MAJOR"}) String shift) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "RegisteredModel", description = "A model that a run made")
    record Registered(
            @Schema(example = "mdl_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            @Schema(
                            allowableValues = {
                                "K_MEANS",
                                "GAUSSIAN_MIXTURE",
                                "LOGISTIC",
                                "NEXT_CATEGORY",
                                "CLV"
                            })
                    String kind,
            @Schema(description = "The how manieth of its kind and name it is", example = "1")
                    int version,
            @Schema(example = "hipparchus-clustering") String library,
            String libraryVersion,
            @Schema(description = "Absent where nothing is random") @Nullable Long seed,
            List<String> features,
            long customers,
            Instant asOf,
            @Schema(example = HASH) String dataHash,
            List<Metric> metrics,
            @Schema(description = "Of a fit of lifetime value; else absent")
                    @Nullable LifetimeValueView lifetimeValue,
            @Schema(description = "When somebody last looked; absent until then")
                    @Nullable DriftView drift,
            @Schema(description = "Absent where the model selects nobody")
                    @Nullable FairnessView fairness) {

        static Registered of(Card card) {
            return new Registered(
                    card.id,
                    card.name,
                    card.kind,
                    card.version,
                    card.library,
                    card.libraryVersion,
                    card.seed,
                    card.features,
                    card.customers,
                    card.asOf,
                    card.dataHash,
                    card.metrics,
                    card.lifetimeValue,
                    card.drift,
                    card.fairness);
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
    @Schema(
            name = "CustomerInGroup",
            description = "In which group of a model a customer is, and how near to the others")
    record InGroup(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "mdl_01h455vb4pex5vsknk084sn02q") String model,
            String name,
            @Schema(allowableValues = {"K_MEANS", "GAUSSIAN_MIXTURE", "LOGISTIC", "NEXT_CATEGORY"})
                    String kind,
            @Schema(description = "The how manieth run of its kind and name") int version,
            @Schema(description = "The place of the group in the model's list, 1 is the first")
                    int group,
            @Schema(description = "What was looked at, in the order of the model")
                    List<FeatureValue> features,
            @Schema(description = "All groups, in the order of the model") List<Closeness> groups,
            @Schema(description = "Equal inputs give an equal hash", example = HASH)
                    String inputsHash,
            @Schema(description = "The moment it speaks of") Instant asOf) {

        /** Empty where the customer counts in none, or the run kept no places. */
        static Optional<InGroup> find(
                ModelRunDocument run, CustomerFacts customer, Instant moment) {
            var placing = run.placing();
            var measure = run.measure();
            if (placing == null || measure == null) {
                return Optional.empty();
            }
            return measure.at(customer, moment)
                    .map(row -> of(run, measure, row, placing.place(row), customer, moment));
        }

        private static InGroup of(
                ModelRunDocument run,
                Measure measure,
                double[] row,
                Placing.Placed placed,
                CustomerFacts customer,
                Instant moment) {
            var isMixture = run.kindOf() == ModelRunDocument.Kind.GAUSSIAN_MIXTURE;
            var features = new ArrayList<FeatureValue>();
            for (var column = 0; column < row.length; column++) {
                features.add(new FeatureValue(measure.features().get(column), row[column]));
            }
            var groups = new ArrayList<Closeness>();
            for (var group = 0; group < placed.closeness().size(); group++) {
                var closeness = placed.closeness().get(group);
                groups.add(
                        new Closeness(
                                group + 1,
                                run.groupSizes().get(group),
                                isMixture ? null : closeness,
                                isMixture ? closeness : null));
            }
            return new InGroup(
                    customer.customer().value(),
                    run.id(),
                    run.name(),
                    run.kind(),
                    run.version(),
                    placed.group() + 1,
                    features,
                    groups,
                    InputsHash.of(run.id() + "|" + features),
                    moment);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelFeatureValue")
    record FeatureValue(Feature feature, @Schema(description = "In its own unit") double value) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelGroupCloseness", description = "How near a customer is to a group")
    record Closeness(
            @Schema(description = "Its place in the model's list, 1 is the first") int group,
            @Schema(description = "How many customers it had when the model was made") int size,
            @Schema(description = "Of k-means: to its centre, on the scale of the search")
                    @Nullable Double distance,
            @Schema(description = "Of a mixture: with which the customer belongs to it")
                    @Nullable Double probability) {}

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
            @Schema(
                            allowableValues = {
                                "K_MEANS",
                                "GAUSSIAN_MIXTURE",
                                "LOGISTIC",
                                "NEXT_CATEGORY",
                                "CLV"
                            })
                    String kind,
            @Schema(description = "The how manieth of its kind and name it is", example = "1")
                    int version,
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
            @Schema(description = "Of a fit of lifetime value; else absent")
                    @Nullable LifetimeValueView lifetimeValue,
            @Schema(description = "When somebody last looked; absent until then")
                    @Nullable DriftView drift,
            @Schema(description = "Absent where the model selects nobody")
                    @Nullable FairnessView fairness,
            @Schema(description = "What not to use it for, in the caller's language")
                    List<String> limits) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "LifetimeValueFit", description = "What a fit of lifetime value found")
    record LifetimeValueView(
            @Schema(
                            description = "What was fitted: GET /clv-models/{id}/diagnostics",
                            example = "clv_01h455vb4pex5vsknk084sn02q")
                    String model,
            @Schema(description = "Its version", example = "1") int version,
            @Schema(description = "Of the model of repeat purchases", example = "BG_NBD")
                    String family,
            @Schema(
                            description =
                                    "By their names in the literature, and spendP, spendQ and"
                                            + " spendGamma of the model of spend")
                    Map<String, Double> parameters,
            long repeatCustomers) {

        static @Nullable LifetimeValueView of(@Nullable LifetimeValueFit fit) {
            return fit == null
                    ? null
                    : new LifetimeValueView(
                            fit.model(),
                            fit.modelVersion(),
                            fit.family(),
                            fit.parameters(),
                            fit.repeatCustomers());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ModelMetric")
    record Metric(@Schema(example = "silhouette") String name, double value) {}
}
