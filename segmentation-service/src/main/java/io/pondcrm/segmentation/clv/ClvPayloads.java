package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.MovePart;
import io.pondcrm.segmentation.clv.domain.ClvFit;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvPeriods;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.pondcrm.segmentation.clv.domain.Family;
import io.pondcrm.segmentation.clv.domain.Fitted;
import io.pondcrm.segmentation.clv.domain.HoldoutError;
import io.pondcrm.segmentation.clv.domain.Horizon;
import io.pondcrm.segmentation.clv.domain.PurchaseModel;
import io.pondcrm.segmentation.clv.domain.Timing;
import io.pondcrm.segmentation.clv.domain.Valuation;
import io.pondcrm.segmentation.clv.domain.ValueBands;
import io.pondcrm.segmentation.clv.domain.ValueClass;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What callers send and see of CLV. */
final class ClvPayloads {

    private static final String AUTO = "AUTO";
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);

    private ClvPayloads() {}

    /** What a caller sends to make a model. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewClvModel", description = "What a model is fitted to")
    record NewModel(
            @NotBlank @Size(max = 100) @Schema(example = "Shop, 2025") String name,
            @NotBlank
                    @Pattern(regexp = "[A-Z]{3}")
                    @Schema(description = "ISO 4217; others do not count", example = "CNY")
                    String currency,
            @Nullable
                    @Pattern(regexp = "AUTO|BG_NBD|MBG_NBD|MBG_CNBD_K|PARETO_NBD|BG_BB")
                    @Schema(
                            description =
                                    "AUTO, the default, takes the most likely of all but BG_BB,"
                                            + " which is for purchases in whole periods",
                            allowableValues = {
                                AUTO,
                                "BG_NBD",
                                "MBG_NBD",
                                "MBG_CNBD_K",
                                "PARETO_NBD",
                                "BG_BB"
                            })
                    String family,
            @Nullable
                    @Schema(
                            description =
                                    "Only customers who first bought on this day or later count;"
                                            + " all if left out",
                            example = "2025-01-01")
                    LocalDate calibrationFrom,
            @NotNull @Schema(description = "The last day that is fitted", example = "2025-09-30")
                    LocalDate calibrationEnd,
            @Nullable
                    @Schema(
                            description =
                                    "The last day that the fit is compared with; no comparison if"
                                            + " left out",
                            example = "2026-03-31")
                    LocalDate holdoutEnd,
            @Nullable
                    @Size(max = 50)
                    @Schema(
                            description = "Whose days purchases happen on; UTC if left out",
                            example = "Asia/Shanghai")
                    String zone,
            @Nullable
                    @Min(1)
                    @Max(366)
                    @Schema(
                            description =
                                    "Length of BG_BB's periods, and only there; 30 if left out")
                    Integer periodDays,
            @Nullable
                    @Pattern(regexp = "[01](\\.[0-9]{1,6})?")
                    @Schema(
                            description =
                                    "What next year's money is worth less, 0 to 1; 0 if left out",
                            example = "0.15")
                    String discountRate,
            @Nullable
                    @Pattern(regexp = "P([1-9][0-9]{0,2}Y|[1-9][0-9]{0,3}[MWD])")
                    @Schema(
                            description =
                                    "How far values look ahead, at most ten years; P12M if left"
                                            + " out",
                            example = "P12M")
                    String horizon,
            @Nullable @Valid @Schema(description = "2 and 0.5 if left out") Bands valueBands) {

        static NewModel of(ClvModel model) {
            var family = model.family();
            var periods = model.periods();
            return new NewModel(
                    model.name(),
                    model.currency(),
                    family == null ? AUTO : family.name(),
                    periods.from(),
                    periods.end(),
                    periods.holdoutDays() == 0 ? null : periods.holdoutEnd(),
                    model.zone().getId(),
                    model.timing().discrete() ? model.timing().days() : null,
                    plain(model.discountRate()),
                    model.horizon().toString(),
                    Bands.of(model.bands()));
        }

        /** What the constraints on single fields can't say. */
        List<FieldError> faults(Instant now) {
            var faults = new ArrayList<FieldError>();
            Faults.currency("/currency", currency).ifPresent(faults::add);
            LocalDate today;
            try {
                today = LocalDate.ofInstant(now, zoneId());
            } catch (DateTimeException _) {
                faults.add(fault("/zone", "zone", "An IANA time zone", "请使用 IANA 时区"));
                return faults;
            }
            if (calibrationFrom != null
                    && (calibrationFrom.isBefore(EARLIEST)
                            || !calibrationFrom.isBefore(calibrationEnd))) {
                faults.add(
                        fault(
                                "/calibrationFrom",
                                "calibration-from",
                                "A day before calibrationEnd, 1970-01-01 at the earliest",
                                "须早于 calibrationEnd，且不早于 1970-01-01"));
            }
            if (!calibrationEnd.isBefore(today) || calibrationEnd.isBefore(EARLIEST)) {
                faults.add(
                        fault(
                                "/calibrationEnd",
                                "calibration-end",
                                "A day that is over, 1970-01-01 at the earliest",
                                "须为已经过去的日期，且不早于 1970-01-01"));
            }
            if (holdoutEnd != null
                    && (!holdoutEnd.isAfter(calibrationEnd) || !holdoutEnd.isBefore(today))) {
                faults.add(
                        fault(
                                "/holdoutEnd",
                                "holdout-end",
                                "A day that is over and comes after calibrationEnd",
                                "须为 calibrationEnd 之后且已经过去的日期"));
            }
            if (periodDays != null && chosen() != Family.BG_BB) {
                faults.add(
                        fault(
                                "/periodDays",
                                "period-days",
                                "Only BG_BB has periods",
                                "只有 BG_BB 使用周期"));
            }
            if (discountRate != null
                    && new BigDecimal(discountRate).compareTo(BigDecimal.ONE) > 0) {
                faults.add(fault("/discountRate", "discount-rate", "From 0 to 1", "取值范围为 0 到 1"));
            }
            if (horizon != null) {
                try {
                    Horizon.valueOf(horizon);
                } catch (IllegalArgumentException _) {
                    faults.add(
                            fault("/horizon", "horizon", "From a day to ten years", "取值范围为一天到十年"));
                }
            }
            if (valueBands != null && !valueBands.isOrdered()) {
                faults.add(
                        fault(
                                "/valueBands",
                                "value-bands",
                                "high above low, low above 0",
                                "high 须大于 low，low 须大于 0"));
            }
            return faults;
        }

        private static FieldError fault(String pointer, String code, String en, String zh) {
            return new FieldError(pointer, code, new Text(en, zh));
        }

        private ZoneId zoneId() {
            return ZoneId.of(zone == null ? "UTC" : zone);
        }

        private @Nullable Family chosen() {
            return family == null || family.equals(AUTO) ? null : Family.valueOf(family);
        }

        /** Only after {@link #faults} found none. */
        ClvModel toDomain(String id) {
            var chosen = chosen();
            return new ClvModel(
                    id,
                    1,
                    name,
                    currency,
                    zoneId(),
                    chosen,
                    chosen == Family.BG_BB
                            ? Timing.opportunities(periodDays == null ? 30 : periodDays)
                            : Timing.WEEKS,
                    new ClvPeriods(
                            calibrationFrom,
                            calibrationEnd,
                            holdoutEnd == null ? calibrationEnd : holdoutEnd),
                    horizon == null ? ClvModel.USUAL_HORIZON : Horizon.valueOf(horizon).period(),
                    discountRate == null ? 0 : DiscountRate.valueOf(discountRate).annual(),
                    valueBands == null ? ValueBands.USUAL : valueBands.toDomain(),
                    null);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ClvValueBands",
            description =
                    "Where classes of value begin, in multiples of what is expected of somebody who"
                            + " has just bought for the first time")
    record Bands(
            @NotNull
                    @Pattern(regexp = MULTIPLE)
                    @Schema(description = "From so many times as much on HIGH", example = "2")
                    String high,
            @NotNull
                    @Pattern(regexp = MULTIPLE)
                    @Schema(description = "Below so many times LOW", example = "0.5")
                    String low) {

        private static final String MULTIPLE = "[0-9]{1,4}(\\.[0-9]{1,4})?";

        static Bands of(ValueBands bands) {
            return new Bands(plain(bands.high()), plain(bands.low()));
        }

        boolean isOrdered() {
            var from = new BigDecimal(low);
            return from.signum() > 0 && new BigDecimal(high).compareTo(from) > 0;
        }

        ValueBands toDomain() {
            return new ValueBands(Double.parseDouble(high), Double.parseDouble(low));
        }
    }

    /** What a caller sends to try a draft out. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewClvSimulation", description = "As of when a draft is tried out")
    record NewSimulation(
            @Nullable
                    @Size(max = 40)
                    @Schema(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            example = "2026-03-01")
                    String asOf) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvMove", description = "Customers who go from one value band to another")
    record Move(
            @Schema(description = "Absent for who had no value", example = "ORDINARY")
                    @Nullable String from,
            @Schema(description = "Absent for who would have none", example = "HIGH")
                    @Nullable String to,
            long customers) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ClvSimulation",
            description =
                    "What publishing the draft at that moment would do, beside the model in use"
                            + " then. Each customer with a value by either is in one of the moves,"
                            + " who stays too")
    record Simulation(
            @Schema(example = "clvsim_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "clv_01h455vb4pex5vsknk084sn02q") String model,
            @Schema(description = "The draft's") int version,
            Instant asOf,
            @Schema(description = "Whether all customers were looked at") boolean finished,
            @Schema(description = "The model in use then; absent if there was none")
                    @Nullable String againstModel,
            @Schema(description = "Its version") @Nullable Integer againstVersion,
            @Schema(description = "All who were looked at") long customers,
            @Schema(description = "Customers who change their band") long moved,
            List<Move> moves,
            @Schema(description = "Customers in each band by the model in use")
                    SortedMap<ValueClass, Long> before,
            @Schema(description = "Customers in each band by the draft")
                    SortedMap<ValueClass, Long> after) {

        static Simulation of(ClvSimulationDocument document) {
            var draft = document.draft();
            var current = document.current();
            var moves = document.found();
            return new Simulation(
                    document.id(),
                    document.modelId(),
                    draft.version(),
                    document.asOf(),
                    document.moves() != null,
                    current == null ? null : current.id(),
                    current == null ? null : current.version(),
                    document.customers(),
                    moves.moved(),
                    MovePart.of(moves).stream()
                            .map(it -> new Move(it.from(), it.to(), it.customers()))
                            .toList(),
                    moves.before(),
                    moves.after());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ClvModel",
            description = "One version of a model; it never changes once it is published")
    record Model(
            @Schema(example = "clv_01h455vb4pex5vsknk084sn02q") String id,
            String name,
            String currency,
            @Schema(description = "AUTO or the one that was asked for") String family,
            @Nullable LocalDate calibrationFrom,
            LocalDate calibrationEnd,
            @Nullable LocalDate holdoutEnd,
            String zone,
            @Nullable Integer periodDays,
            @Schema(example = "0.15") String discountRate,
            @Schema(example = "P12M") String horizon,
            Bands valueBands,
            @Schema(
                            description =
                                    "SIMULATED: fitted, and tried out as it is; a draft may be"
                                            + " published without",
                            allowableValues = {
                                "DRAFT",
                                "FITTED",
                                "SIMULATED",
                                "PUBLISHED",
                                "RETIRED"
                            })
                    String state,
            @Schema(description = "Which version it is") long version,
            @Schema(description = "Absent until it is fitted") @Nullable PurchasePart purchases,
            @Schema(description = "Absent until it is fitted") @Nullable SpendPart spend,
            @Nullable Instant fittedAt,
            Instant createdAt,
            @Schema(description = "Absent until it was tried out as it is")
                    @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Schema(description = "The client that published it; absent where that is not known")
                    @Nullable String publishedBy,
            @Nullable Instant retiredAt) {

        static Model of(Edition<ClvModel> edition) {
            var model = edition.definition();
            var family = model.family();
            var fit = model.fit();
            var periods = model.periods();
            return new Model(
                    model.id(),
                    model.name(),
                    model.currency(),
                    family == null ? AUTO : family.name(),
                    periods.from(),
                    periods.end(),
                    periods.holdoutDays() == 0 ? null : periods.holdoutEnd(),
                    model.zone().getId(),
                    model.timing().discrete() ? model.timing().days() : null,
                    plain(model.discountRate()),
                    model.horizon().toString(),
                    Bands.of(model.bands()),
                    ClvPayloads.state(edition),
                    model.version(),
                    fit == null ? null : PurchasePart.of(fit.candidates().getFirst()),
                    fit == null ? null : SpendPart.of(model, fit),
                    fit == null ? null : fit.fittedAt(),
                    edition.createdAt(),
                    edition.simulatedAt(),
                    edition.publishedAt(),
                    edition.publishedBy(),
                    edition.retiredAt());
        }
    }

    private static String state(Edition<ClvModel> edition) {
        return switch (edition.state()) {
            case DRAFT -> edition.definition().fit() == null ? "DRAFT" : "FITTED";
            case SIMULATED, PUBLISHED, RETIRED -> edition.state().name();
        };
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvPurchaseModel", description = "A fitted model of repeat purchases")
    record PurchasePart(
            @Schema(example = "MBG_NBD") String family,
            @Schema(example = "MBG/NBD") String name,
            @Schema(
                            description = "By their names in the literature; time is in weeks",
                            example = "{\"r\":0.5248,\"alpha\":6.183,\"a\":0.8914,\"b\":1.614}")
                    Map<String, Double> parameters,
            @Schema(example = "-9582.1357") double logLikelihood,
            @Schema(description = "False if better parameters may exist") boolean converged) {

        static PurchasePart of(Fitted<PurchaseModel> fitted) {
            return new PurchasePart(
                    fitted.model().family().name(),
                    fitted.model().family().title().en(),
                    fitted.model().parameters(),
                    fitted.logLikelihood(),
                    fitted.converged());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvSpendModel", description = "A fitted Gamma-Gamma model of spend")
    record SpendPart(
            @Schema(example = "6.25") double p,
            @Schema(example = "3.74") double q,
            @Schema(example = "15.44") double gamma,
            @Schema(example = "-4055.9232") double logLikelihood,
            boolean converged,
            @Schema(description = "What a purchase brings, over all customers")
                    Money expectedSpendPerPurchase) {

        static SpendPart of(ClvModel model, ClvFit fit) {
            var spend = fit.spend();
            return new SpendPart(
                    spend.model().p(),
                    spend.model().q(),
                    spend.model().gamma(),
                    spend.logLikelihood(),
                    spend.converged(),
                    money(model, spend.model().expected(0, 0)));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvDiagnostics", description = "How well a model fits")
    record Diagnostics(
            String model,
            String state,
            @Schema(description = "How many customers the fit knew") long customers,
            long repeatCustomers,
            long repeatPurchases,
            @Schema(description = "How many different histories they had") int distinctHistories,
            @Schema(description = "Every family that was tried, the most likely first")
                    List<PurchasePart> candidates,
            SpendPart spend,
            Independence independence,
            @Schema(description = "Absent where nothing was held out") @Nullable Holdout holdout,
            Instant fittedAt) {

        static Diagnostics of(Edition<ClvModel> edition, ClvFit fit) {
            var model = edition.definition();
            var holdout = fit.holdout();
            return new Diagnostics(
                    model.id(),
                    ClvPayloads.state(edition),
                    fit.customers(),
                    fit.repeatCustomers(),
                    fit.repeatPurchases(),
                    fit.histories(),
                    fit.candidates().stream().map(PurchasePart::of).toList(),
                    SpendPart.of(model, fit),
                    Independence.of(fit),
                    holdout == null ? null : Holdout.of(model.timing(), holdout),
                    fit.fittedAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ClvIndependence",
            description =
                    "Value is purchases times spend, which takes the two for independent: a warning"
                            + " where they are not")
    record Independence(
            @Schema(description = "Repeat customers with spend") int customers,
            @Schema(description = "Of frequency and mean spend", example = "0.114")
                    double correlation,
            @Schema(description = "Whether it is so large that values mislead") boolean warning) {

        static Independence of(ClvFit fit) {
            return new Independence(fit.spenders(), fit.correlation(), fit.isCorrelated());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvHoldout", description = "What was expected, against what happened")
    record Holdout(
            @Schema(description = "Length in weeks, or in periods for BG_BB", example = "39")
                    double time,
            @Schema(allowableValues = {"WEEKS", "PERIODS"}) String unit,
            @Schema(example = "1882") long actualPurchases,
            @Schema(example = "1576.73") double expectedPurchases,
            @Schema(description = "Mean over customers", example = "0.764779")
                    double meanAbsoluteError,
            @Schema(description = "The calibration plot") List<Bucket> byRepeats) {

        static Holdout of(Timing timing, HoldoutError error) {
            return new Holdout(
                    error.time(),
                    timing.discrete() ? "PERIODS" : "WEEKS",
                    error.actual(),
                    error.expected(),
                    error.meanAbsoluteError(),
                    error.byRepeats().stream().map(Bucket::of).toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvFrequencyBucket", description = "The customers of one frequency")
    record Bucket(
            @Schema(description = "Repeat purchases in the calibration") int repeats,
            @Schema(description = "Whether it stands for so many and more") boolean orMore,
            long customers,
            @Schema(description = "Purchases in the holdout, a customer") double actual,
            @Schema(description = "What the model expected of them, a customer") double expected) {

        static Bucket of(HoldoutError.Bucket bucket) {
            return new Bucket(
                    bucket.repeats(),
                    bucket.repeats() == HoldoutError.LAST_BUCKET,
                    bucket.customers(),
                    bucket.actual() / (double) bucket.customers(),
                    bucket.expected() / bucket.customers());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvInputs", description = "All that the model needs to know of a customer")
    record Inputs(
            @Schema(description = "x: purchase days after the first", example = "2")
                    int repeatPurchases,
            @Schema(
                            description = "t_x: from the first to the last purchase, in the unit",
                            example = "30.43")
                    double recency,
            @Schema(
                            description = "T: from the first purchase to asOf, in the unit",
                            example = "38.86")
                    double age,
            @Schema(allowableValues = {"WEEKS", "PERIODS"}) String unit,
            LocalDate firstPurchaseOn,
            LocalDate lastPurchaseOn,
            @Schema(description = "Of a repeat purchase day; absent without one")
                    @Nullable Money meanSpend) {

        static Inputs of(ClvModel model, Valuation value) {
            return new Inputs(
                    value.history().repeats(),
                    value.history().last(),
                    value.history().age(),
                    model.timing().discrete() ? "PERIODS" : "WEEKS",
                    value.firstPurchaseOn(),
                    value.lastPurchaseOn(),
                    value.meanSpend() > 0 ? money(model, value.meanSpend()) : null);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvInterval", description = "Nine times of ten it lies in here")
    record Interval(
            int fewestPurchases, int mostPurchases, Money lowestValue, Money highestValue) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ClvReason", description = "One ground for a value")
    record Reason(
            @Schema(example = "silence") String dimension,
            @Schema(example = "8.429 weeks since the last purchase") String input,
            @Schema(example = "still a customer with probability 0.7061") String rule) {

        static Reason of(io.pondcrm.segmentation.score.domain.Reason reason) {
            return new Reason(reason.dimension(), reason.input(), reason.rule());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerClv", description = "Figures are absent as long as nothing was bought")
    record CustomerClv(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "clv_01h455vb4pex5vsknk084sn02q") String model,
            @Schema(description = "Which version of it") int modelVersion,
            @Schema(example = "MBG_NBD") String family,
            @Nullable Inputs inputs,
            @Nullable LocalDate horizonEnd,
            @Schema(example = "0.15") @Nullable String discountRate,
            @Schema(description = "How probable it is that the customer has not left")
                    @Nullable Double probabilityAlive,
            @Nullable Double expectedPurchases,
            @Schema(description = "Each for what it is worth today")
                    @Nullable Double discountedPurchases,
            @Schema(
                            description =
                                    "Discounted purchases for all time to come; only of PARETO_NBD"
                                            + " with a discount")
                    @Nullable Double residualPurchases,
            @Nullable Money spendPerPurchase,
            @Schema(description = "Expected purchases times spend, without discount")
                    @Nullable Money expectedSpend,
            @Schema(description = "The lifetime value within the horizon, in money of today")
                    @Nullable Money value,
            @Nullable Interval interval,
            List<Reason> reasons,
            @Schema(description = "Equal inputs give an equal hash", example = "sha256:9f86d0…")
                    @Nullable String inputsHash,
            Instant asOf) {

        static CustomerClv neverBought(CustomerId customer, ClvModel model, Instant asOf) {
            return new CustomerClv(
                    customer.value(),
                    model.id(),
                    model.version(),
                    fit(model).purchases().family().name(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(
                            new Reason(
                                    "repeatPurchases",
                                    "no purchase",
                                    "the model speaks of customers who have bought")),
                    null,
                    asOf);
        }

        static CustomerClv of(CustomerId customer, ClvModel model, Valuation it, Instant asOf) {
            return new CustomerClv(
                    customer.value(),
                    model.id(),
                    model.version(),
                    fit(model).purchases().family().name(),
                    Inputs.of(model, it),
                    it.horizonEnd(),
                    plain(it.annualDiscount()),
                    it.alive(),
                    it.expectedPurchases(),
                    it.discountedPurchases(),
                    it.residualPurchases(),
                    money(model, it.spendPerPurchase()),
                    money(model, it.expectedSpend()),
                    money(model, it.value()),
                    new Interval(
                            it.fewestPurchases(),
                            it.mostPurchases(),
                            money(model, it.valueOf(it.fewestPurchases())),
                            money(model, it.valueOf(it.mostPurchases()))),
                    it.reasons().stream().map(Reason::of).toList(),
                    it.inputsHash(),
                    asOf);
        }

        private static ClvFit fit(ClvModel model) {
            var fit = model.fit();
            if (fit == null) {
                throw new IllegalStateException("Only fitted models value customers");
            }
            return fit;
        }
    }

    private static Money money(ClvModel model, double amount) {
        return new Money(model.inMoney(amount), Currency.getInstance(model.currency()));
    }
}
