package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.MovePart;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.rfm.domain.Bins;
import io.pondcrm.segmentation.rfm.domain.Grid;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmPlacement;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmScores;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import io.pondcrm.segmentation.rfm.domain.RfmValues;
import io.pondcrm.segmentation.rfm.domain.Weights;
import io.pondcrm.segmentation.score.domain.Name;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What callers send and see of RFM. */
final class RfmPayloads {

    private RfmPayloads() {}

    /** What a caller sends to make a model. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewRfmModel", description = "How recency, frequency and money are scored")
    record NewModel(
            @NotBlank @Size(max = 100) @Schema(example = "Quintiles, one year") String name,
            @NotBlank
                    @Pattern(regexp = "[A-Z]{3}")
                    @Schema(description = "ISO 4217; others do not count", example = "CNY")
                    String currency,
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,4}D")
                    @Schema(
                            description = "How far back purchases count; for ever if left out",
                            example = "P365D")
                    String window,
            @Nullable
                    @Size(max = 50)
                    @Schema(
                            description = "Whose days recency counts in; UTC if left out",
                            example = "Asia/Shanghai")
                    String zone,
            @Nullable
                    @Min(2)
                    @Max(20)
                    @Schema(
                            description = "Equal shares by rank: 5, the default, for quintiles",
                            example = "5")
                    Integer quantiles,
            @Nullable @Valid @Schema(description = "Fixed limits, instead of quantiles")
                    Limits limits,
            @Nullable @Valid WeightsPart weights,
            @Nullable
                    @Pattern(regexp = "SUBTRACT|IGNORE")
                    @Schema(
                            description = "What refunds do to the money; SUBTRACT if left out",
                            allowableValues = {"SUBTRACT", "IGNORE"})
                    String refunds,
            @Nullable @Valid @Schema(description = "Named segments; TEN_NAMES if left out")
                    NewGrid grid,
            @Nullable
                    @Pattern(regexp = "DRAFT|PUBLISHED")
                    @Schema(
                            description =
                                    "Of a new model only: PUBLISHED if left out; a DRAFT is tried"
                                            + " and published later",
                            allowableValues = {"DRAFT", "PUBLISHED"})
                    String state) {

        static final FieldError STATE_OF_A_DRAFT =
                fault("/state", "fixed", "…/publish puts a draft in use", "请用 …/publish 发布草稿");

        static NewModel of(RfmModel model) {
            var limits = Limits.of(model.bins());
            var window = model.window();
            return new NewModel(
                    model.name().en(),
                    model.currency(),
                    window == null ? null : "P" + window.toDays() + "D",
                    model.zone().getId(),
                    limits == null ? model.bins().count() : null,
                    limits,
                    WeightsPart.of(model.weights()),
                    model.refunds().name(),
                    NewGrid.of(model.grid()),
                    null);
        }

        boolean isDraft() {
            return "DRAFT".equals(state);
        }

        /** What the constraints on single fields can't say. */
        List<FieldError> faults() {
            var faults = new ArrayList<FieldError>();
            Faults.currency("/currency", currency).ifPresent(faults::add);
            try {
                ZoneId.of(zone == null ? "UTC" : zone);
            } catch (DateTimeException _) {
                faults.add(fault("/zone", "zone", "An IANA time zone", "请使用 IANA 时区"));
            }
            if (quantiles != null && limits != null) {
                faults.add(
                        fault(
                                "/limits",
                                "one-of",
                                "Either quantiles or limits",
                                "quantiles 与 limits 只能选其一"));
            }
            if (limits != null) {
                limits.addFaults(faults);
            }
            if (grid != null && grid.kind().equals(NewGrid.TEN_NAMES) && grid.against() != null) {
                faults.add(
                        fault(
                                "/grid/against",
                                "one-of",
                                "Only EIGHT_CLASSES are held against something",
                                "只有 EIGHT_CLASSES 需要比较基准"));
            }
            if (weights != null && weights.frequency() + weights.monetary() == 0) {
                faults.add(
                        fault(
                                "/weights",
                                "weights",
                                "Frequency or monetary counts",
                                "frequency 与 monetary 不能同时为 0"));
            }
            return faults;
        }

        /** Only after {@link #faults} found none. */
        RfmModel toDomain(String id, int version) {
            return new RfmModel(
                    id,
                    version,
                    new Name(name, name),
                    currency,
                    window == null ? null : Duration.parse(window),
                    ZoneId.of(zone == null ? "UTC" : zone),
                    limits == null
                            ? new Bins.Quantiles(quantiles == null ? 5 : quantiles)
                            : limits.toDomain(),
                    weights == null ? Weights.EQUAL : weights.toDomain(),
                    refunds == null ? RfmModel.Refunds.SUBTRACT : RfmModel.Refunds.valueOf(refunds),
                    grid == null ? new Grid.TenNames() : grid.toDomain());
        }
    }

    private static FieldError fault(String pointer, String code, String en, String zh) {
        return new FieldError(pointer, code, new Text(en, zh));
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "NewRfmGrid",
            description =
                    "TEN_NAMES: the usual map of recency against frequency and money."
                            + " EIGHT_CLASSES (RFM 八分类): each of the three values high or low")
    record NewGrid(
            @NotNull
                    @Pattern(regexp = "TEN_NAMES|EIGHT_CLASSES")
                    @Schema(allowableValues = {NewGrid.TEN_NAMES, NewGrid.EIGHT_CLASSES})
                    String kind,
            @Nullable
                    @Pattern(regexp = "MEAN|MEDIAN")
                    @Schema(
                            description =
                                    "For EIGHT_CLASSES: what lies above it, among all scored"
                                            + " customers, is high; MEAN if left out",
                            allowableValues = {"MEAN", "MEDIAN"})
                    String against) {

        static final String TEN_NAMES = "TEN_NAMES";
        static final String EIGHT_CLASSES = "EIGHT_CLASSES";

        static NewGrid of(Grid grid) {
            return switch (grid) {
                case Grid.TenNames _ -> new NewGrid(TEN_NAMES, null);
                case Grid.EightClasses(var against) -> new NewGrid(EIGHT_CLASSES, against.name());
            };
        }

        Grid toDomain() {
            return kind.equals(TEN_NAMES)
                    ? new Grid.TenNames()
                    : new Grid.EightClasses(
                            against == null ? Grid.Middle.MEAN : Grid.Middle.valueOf(against));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmSegmentRule", description = "A named segment and what it takes to be in it")
    record SegmentRule(@Schema(example = "CHAMPIONS") String segment, Words name, Words rule) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmGrid", description = "The named segments of a model")
    record GridPart(
            @Schema(allowableValues = {NewGrid.TEN_NAMES, NewGrid.EIGHT_CLASSES}) String kind,
            @Schema(
                            description = "Only of EIGHT_CLASSES",
                            allowableValues = {"MEAN", "MEDIAN"})
                    @Nullable String against,
            List<SegmentRule> segments) {

        static GridPart of(Grid grid) {
            var segments =
                    grid.segments().stream()
                            .map(it ->
                                    new SegmentRule(
                                            it.name(),
                                            Words.of(it.title()),
                                            Words.of(grid.rule(it))))
                            .toList();
            return switch (grid) {
                case Grid.TenNames _ -> new GridPart(NewGrid.TEN_NAMES, null, segments);
                case Grid.EightClasses(var against) ->
                        new GridPart(NewGrid.EIGHT_CLASSES, against.name(), segments);
            };
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmLimits", description = "Rising limits; each one reached adds one")
    record Limits(
            @NotNull
                    @Size(min = 1, max = 19)
                    @Schema(
                            description =
                                    "Days since the last sale that still get the best score, the"
                                            + " next best, and so on",
                            example = "[30, 90, 180, 365]")
                    List<@NotNull @PositiveOrZero Integer> recencyDays,
            @NotNull
                    @Size(min = 1, max = 19)
                    @Schema(
                            description = "Number of sales that reach score 2, 3, and so on",
                            example = "[2, 3, 5, 10]")
                    List<@NotNull @PositiveOrZero Integer> frequency,
            @NotNull
                    @Size(min = 1, max = 19)
                    @Schema(
                            description = "Net spend that reaches score 2, 3, and so on",
                            example = "[\"100.00\", \"500.00\", \"2000.00\", \"10000.00\"]")
                    List<@NotNull @Pattern(regexp = "-?[0-9]{1,12}(\\.[0-9]{1,4})?") String>
                            monetary) {

        void addFaults(List<FieldError> faults) {
            rises(recencyDays, "/limits/recencyDays", faults);
            rises(frequency, "/limits/frequency", faults);
            rises(monetary.stream().map(BigDecimal::new).toList(), "/limits/monetary", faults);
            asMany(frequency, "/limits/frequency", faults);
            asMany(monetary, "/limits/monetary", faults);
        }

        private void asMany(List<?> limits, String pointer, List<FieldError> faults) {
            if (limits.size() != recencyDays.size()) {
                faults.add(
                        fault(
                                pointer,
                                "limits",
                                "As many limits as recencyDays has",
                                "分界点数量须与 recencyDays 相同"));
            }
        }

        private static <T extends Comparable<? super T>> void rises(
                List<T> limits, String pointer, List<FieldError> faults) {
            if (!Bins.CutPoints.rise(limits)) {
                faults.add(fault(pointer, "limits", "Limits rise", "分界点须递增"));
            }
        }

        static @Nullable Limits of(Bins bins) {
            return bins instanceof Bins.CutPoints(var days, var counts, var amounts)
                    ? new Limits(
                            days, counts, amounts.stream().map(BigDecimal::toPlainString).toList())
                    : null;
        }

        Bins.CutPoints toDomain() {
            return new Bins.CutPoints(
                    recencyDays, frequency, monetary.stream().map(BigDecimal::new).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmWeights", description = "How much each dimension counts; 1 each by default")
    record WeightsPart(
            @Min(0) @Max(100) int recency,
            @Min(0) @Max(100) int frequency,
            @Min(0) @Max(100) int monetary) {

        static WeightsPart of(Weights weights) {
            return new WeightsPart(weights.recency(), weights.frequency(), weights.monetary());
        }

        Weights toDomain() {
            return new Weights(recency, frequency, monetary);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "RfmModel",
            description = "One version of a model; it never changes once it is published")
    record Model(
            @Schema(example = "rfm-default") String id,
            @Schema(description = "Counts from 1") int version,
            @Schema(allowableValues = {"DRAFT", "SIMULATED", "PUBLISHED", "RETIRED"}) String state,
            String name,
            String currency,
            @Nullable String window,
            String zone,
            @Nullable Integer quantiles,
            @Nullable Limits limits,
            WeightsPart weights,
            String refunds,
            GridPart grid,
            Instant createdAt,
            @Schema(description = "When this version was last tried as it is now")
                    @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant retiredAt) {

        static Model of(Edition<RfmModel> edition) {
            var model = edition.definition();
            var window = model.window();
            var limits = Limits.of(model.bins());
            return new Model(
                    model.id(),
                    model.version(),
                    edition.state().name(),
                    model.name().en(),
                    model.currency(),
                    window == null ? null : "P" + window.toDays() + "D",
                    model.zone().getId(),
                    limits == null ? model.bins().count() : null,
                    limits,
                    WeightsPart.of(model.weights()),
                    model.refunds().name(),
                    GridPart.of(model.grid()),
                    edition.createdAt(),
                    edition.simulatedAt(),
                    edition.publishedAt(),
                    edition.retiredAt());
        }
    }

    /** What a caller sends to start a run. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewRfmRun")
    record NewRun(
            @Nullable
                    @Size(max = 30)
                    @Schema(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            example = "2026-03-01")
                    String asOf) {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "RfmName", description = "What people call it, in both languages")
    record Words(@Schema(example = "Champions") String en, @Schema(example = "冠军客户") String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmRun", description = "What a run was about")
    record Run(
            String id,
            @Schema(description = "Counts the model's runs from 1; the model's version in events")
                    int number,
            String model,
            @Schema(description = "The model's version that was run") int modelVersion,
            Instant asOf,
            @Schema(description = "Customers with a sale in the window") int scored) {

        static Run of(RfmRun run) {
            return new Run(
                    run.id(),
                    run.number(),
                    run.model().id(),
                    run.model().version(),
                    run.asOf(),
                    run.scored());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmSegmentCount")
    record SegmentCount(String segment, Words name, int customers) {

        static List<SegmentCount> of(RfmRun run) {
            return run.segments().entrySet().stream()
                    .map(it ->
                            new SegmentCount(
                                    it.getKey().name(),
                                    Words.of(it.getKey().title()),
                                    it.getValue()))
                    .toList();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmCellCount")
    record CellCount(@Schema(example = "543") String cell, int customers) {

        static List<CellCount> of(RfmRun run) {
            return run.cells().entrySet().stream()
                    .map(it -> new CellCount(it.getKey(), it.getValue()))
                    .toList();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmMove", description = "Customers who go from one named segment to another")
    record Move(
            @Schema(description = "Absent for who had no score", example = "LOYAL")
                    @Nullable String from,
            @Schema(description = "Absent for who would have none", example = "AT_RISK")
                    @Nullable String to,
            long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "RfmSimulation",
            description =
                    "What a run of the draft would find, beside the run in effect. Each customer"
                            + " with a score by either of them is in one of the moves, who stays"
                            + " too")
    record Simulation(
            String id,
            String model,
            @Schema(description = "The draft's") int version,
            Instant asOf,
            @Schema(description = "Whether all customers were looked at") boolean finished,
            @Schema(description = "The run in effect then; absent if there was none")
                    @Nullable Run against,
            @Schema(description = "Customers with a sale in the draft's window") int scored,
            @Schema(description = "Customers who change their segment") long moved,
            List<Move> moves,
            List<SegmentCount> segments,
            List<CellCount> cells,
            @Schema(description = "Absent until finished") @Nullable CutPoints cutPoints) {

        static Simulation of(RfmSimulationDocument document, @Nullable RfmRun against) {
            var found = document.run().orElse(null);
            return new Simulation(
                    document.id(),
                    document.modelId(),
                    document.model().toDomain().version(),
                    document.asOf(),
                    found != null,
                    against == null ? null : Run.of(against),
                    found == null ? 0 : found.scored(),
                    document.moves().stream()
                            .filter(it -> !Objects.equals(it.from(), it.to()))
                            .mapToLong(MovePart::customers)
                            .sum(),
                    document.moves().stream()
                            .map(it -> new Move(it.from(), it.to(), it.customers()))
                            .toList(),
                    found == null ? List.of() : SegmentCount.of(found),
                    found == null ? List.of() : CellCount.of(found),
                    found == null ? null : CutPoints.of(found));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "RfmCutPoints",
            description =
                    "The last value of each score but the best. With equal values the smaller"
                            + " customer ids are in the lower score")
    record CutPoints(List<LocalDate> lastPurchaseOn, List<Long> frequency, List<String> monetary) {

        static CutPoints of(RfmRun run) {
            return new CutPoints(
                    run.recency().lastOfScore().stream()
                            .map(cut -> LocalDate.ofEpochDay(cut.value()))
                            .toList(),
                    run.frequency().lastOfScore().stream().map(cut -> cut.value()).toList(),
                    run.monetary().lastOfScore().stream()
                            .map(cut -> RfmValues.fromRanked(cut.value()).toPlainString())
                            .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "RfmHighAbove",
            description =
                    "What lies above these is high in the eight classes; the mean is rounded down,"
                            + " which makes no difference to values that are whole")
    record HighAbove(LocalDate lastPurchaseOn, long frequency, String monetary) {

        static @Nullable HighAbove of(RfmRun run) {
            return switch (run.model().grid()) {
                case Grid.TenNames _ -> null;
                case Grid.EightClasses(var against) ->
                        new HighAbove(
                                LocalDate.ofEpochDay(run.recency().middle(against)),
                                run.frequency().middle(against),
                                RfmValues.fromRanked(run.monetary().middle(against))
                                        .toPlainString());
            };
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmDistribution", description = "Every scored customer once")
    record Distribution(
            Run run,
            List<SegmentCount> segments,
            List<CellCount> cells,
            CutPoints cutPoints,
            @Schema(description = "Only of the eight classes") @Nullable HighAbove highAbove) {

        static Distribution of(RfmRun run) {
            return new Distribution(
                    Run.of(run),
                    SegmentCount.of(run),
                    CellCount.of(run),
                    CutPoints.of(run),
                    HighAbove.of(run));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmValues", description = "What the customer did in the model's window")
    record Values(
            @Schema(description = "Days from the last sale's day to asOf", example = "12")
                    int recencyDays,
            LocalDate lastPurchaseOn,
            @Schema(description = "Number of sales", example = "7") int frequency,
            @Schema(description = "Sales less refunds") Money monetary) {

        static Values of(RfmModel model, RfmValues values, int today) {
            return new Values(
                    today - values.lastDay(),
                    values.lastPurchaseOn(),
                    values.frequency(),
                    new Money(values.monetary(), Currency.getInstance(model.currency())));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmScores", description = "1 is the lowest")
    record Scores(
            @Schema(example = "5") int recency,
            @Schema(example = "4") int frequency,
            @Schema(example = "4") int monetary) {

        static Scores of(RfmScores scores) {
            return new Scores(scores.recency(), scores.frequency(), scores.monetary());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmReason", description = "One ground for a score")
    record Reason(
            @Schema(example = "frequency") String dimension,
            @Schema(example = "7 sales") String input,
            @Schema(
                            example =
                                    "score 4 of 5: more than 71 % of 4339 customers; scores end at"
                                            + " [1, 2, 4, 8]")
                    String rule) {

        static Reason of(io.pondcrm.segmentation.score.domain.Reason reason) {
            return new Reason(reason.dimension(), reason.input(), reason.rule());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "CustomerRfm",
            description =
                    "Values are absent without a sale in the window, scores also before the first"
                            + " run")
    record CustomerRfm(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "rfm-default") String model,
            @Schema(description = "By whose cut points it is scored") @Nullable Run run,
            @Nullable Values values,
            @Nullable Scores scores,
            @Schema(example = "544") @Nullable String cell,
            @Schema(example = "CHAMPIONS") @Nullable String segment,
            @Nullable Words name,
            @Schema(description = "Weighted mean of the scores", example = "4.33")
                    @Nullable String combined,
            List<Reason> reasons,
            Instant asOf) {

        static CustomerRfm unscored(
                CustomerId customer,
                RfmModel model,
                @Nullable RfmRun run,
                @Nullable RfmValues values,
                Instant asOf) {
            return new CustomerRfm(
                    customer.value(),
                    model.id(),
                    run == null ? null : Run.of(run),
                    values == null ? null : Values.of(model, values, model.dayOf(asOf)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(
                            values == null
                                    ? new Reason("frequency", "0 sales", "no sale in the window")
                                    : new Reason("run", "none", "no run of this model yet")),
                    asOf);
        }

        static CustomerRfm of(
                CustomerId customer, RfmRun run, RfmPlacement placement, Instant asOf) {
            return new CustomerRfm(
                    customer.value(),
                    placement.model(),
                    Run.of(run),
                    Values.of(run.model(), placement.values(), run.model().dayOf(asOf)),
                    Scores.of(placement.scores()),
                    placement.scores().cell(),
                    placement.segment().name(),
                    Words.of(placement.segment().title()),
                    placement.combined().toPlainString(),
                    placement.reasons().stream().map(Reason::of).toList(),
                    asOf);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "RfmMember", description = "A customer's place in a run")
    record Member(String customerId, Values values, Scores scores, String cell, String segment) {

        static Member of(RfmRun run, RfmMemberDocument row) {
            return new Member(
                    row.customer(),
                    Values.of(
                            run.model(),
                            new RfmValues(
                                    row.lastDay(), row.frequency(), new BigDecimal(row.monetary())),
                            run.model().dayOf(run.asOf())),
                    new Scores(row.recencyScore(), row.frequencyScore(), row.monetaryScore()),
                    row.cell(),
                    RfmSegment.valueOf(row.segment()).name());
        }
    }
}
