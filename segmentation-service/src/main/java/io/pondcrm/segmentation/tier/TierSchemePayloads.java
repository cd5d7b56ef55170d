package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.CutPoints;
import io.pondcrm.segmentation.tier.domain.Dimension;
import io.pondcrm.segmentation.tier.domain.Earning;
import io.pondcrm.segmentation.tier.domain.Measure;
import io.pondcrm.segmentation.tier.domain.PointScale;
import io.pondcrm.segmentation.tier.domain.Quota;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.pondcrm.segmentation.tier.domain.WhenMissing;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers send to make tier schemes, and what is kept of it. */
final class TierSchemePayloads {

    private static final String DECIMAL = "-?[0-9]{1,12}(\\.[0-9]{1,4})?";
    private static final String PERIOD = "P(0D|[1-9][0-9]{0,2}D|[1-9][0-9]?M|[1-5]Y)";
    private static final String CODE = "[A-Z][A-Z0-9_]{0,39}";

    /** What stands before the name of one of the company's own attributes. */
    private static final String OWN = "attributes.";

    private TierSchemePayloads() {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierTitle", description = "What people call it, in both languages")
    record Title(
            @NotBlank @Size(max = 100) @Schema(example = "Strategic partner") String en,
            @NotBlank @Size(max = 100) @Schema(example = "战略合作伙伴") String zh) {

        static Title of(Name name) {
            return new Title(name.en(), name.zh());
        }

        Name toDomain() {
            return new Name(en, zh);
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(
            name = "TierQuota",
            description =
                    "How many of the best have the tier, those of higher tiers among them: a share"
                            + " of all who have points, or a number of customers")
    record BestOf(
            @Nullable
                    @Pattern(regexp = "[0-9]{1,3}(\\.[0-9]{1,4})?")
                    @Schema(description = "More than 0, at most 100", example = "5")
                    String percent,
            @Nullable @Positive @Max(1_000_000_000) @Schema(example = "1000") Long customers) {

        static BestOf of(Quota quota) {
            return switch (quota) {
                case Quota.Share(var percent) -> new BestOf(percent.toPlainString(), null);
                case Quota.Count(var best) -> new BestOf(null, best);
            };
        }

        /** What the constraints on single fields can't say. */
        Optional<FieldError> fault(String pointer) {
            if ((percent == null) == (customers == null)) {
                return Optional.of(
                        new FieldError(
                                pointer,
                                "one-of",
                                new Text(
                                        "Either percent or customers",
                                        "percent 与 customers 须且只能给出一个")));
            }
            try {
                toDomain();
                return Optional.empty();
            } catch (IllegalArgumentException _) {
                return Optional.of(
                        new FieldError(
                                pointer + "/percent",
                                "percent",
                                new Text("More than 0, at most 100", "须大于 0 且不超过 100")));
            }
        }

        Quota toDomain() {
            return customers == null
                    ? new Quota.Share(number(percent))
                    : new Quota.Count(customers);
        }
    }

    /** What the rules count. */
    enum Kind {
        SPEND,
        POINTS;

        static Kind of(TierRules rules) {
            return switch (rules) {
                case TierScheme _ -> SPEND;
                case Scorecard _ -> POINTS;
            };
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(
            name = "TierThreshold",
            description =
                    "A tier and the points or the spend that earn it, or how many of the best have"
                            + " it")
    record Threshold(
            @NotBlank @Pattern(regexp = CODE) @Schema(example = "STRATEGIC") String tier,
            @NotNull @Valid Title name,
            @Nullable
                    @Pattern(regexp = DECIMAL)
                    @Schema(
                            description =
                                    "Points from which on it is earned; 0 for the lowest. Left out"
                                            + " with a quota and by spend",
                            example = "75")
                    String points,
            @Nullable
                    @Pattern(regexp = "[0-9]{1,12}(\\.[0-9]{1,4})?")
                    @Schema(
                            description =
                                    "Net spend in the window from which on it is earned, in the"
                                            + " scheme's currency; 0 for the lowest. By spend only",
                            example = "2000.00")
                    String spend,
            @Nullable @Valid BestOf quota) {

        static Threshold of(TierLevel level, Kind kind) {
            var title = Title.of(level.name());
            return switch (level.earnedBy()) {
                case Earning.From(var value) ->
                        new Threshold(
                                level.code(),
                                title,
                                kind == Kind.POINTS ? value.toPlainString() : null,
                                kind == Kind.SPEND ? value.toPlainString() : null,
                                null);
                case Quota quota ->
                        new Threshold(level.code(), title, null, null, BestOf.of(quota));
            };
        }

        /**
         * What the constraints on single fields can't say.
         *
         * @param lower the tiers below, none of which has a fault
         */
        Optional<FieldError> fault(String pointer, Kind kind, List<Threshold> lower) {
            if (kind == Kind.SPEND) {
                return spendFault(pointer + "/spend", lower);
            }
            if (spend != null) {
                return Optional.of(spendOnly(pointer + "/spend"));
            }
            if ((points == null) == (quota == null)) {
                return Optional.of(
                        new FieldError(
                                pointer + (quota == null ? "/points" : "/quota"),
                                "one-of",
                                new Text("Either points or a quota", "points 与 quota 须且只能给出一个")));
            }
            if (quota != null && lower.isEmpty()) {
                return Optional.of(
                        new FieldError(
                                pointer + "/quota",
                                "lowest",
                                new Text(
                                        "The lowest tier is for everybody, from 0 points on",
                                        "最低等级面向所有人，从 0 分起")));
            }
            var quotaFault = quota == null ? null : quota.fault(pointer + "/quota").orElse(null);
            if (quotaFault != null) {
                return Optional.of(quotaFault);
            }
            var earning = toEarning();
            return lower.stream().allMatch(it -> earning.isHarderThan(it.toEarning()))
                    ? Optional.empty()
                    : Optional.of(
                            new FieldError(
                                    pointer + (quota == null ? "/points" : "/quota"),
                                    "order",
                                    new Text(
                                            "Points rise from tier to tier, quotas fall",
                                            "points 须逐级递增，quota 须逐级递减")));
        }

        private Optional<FieldError> spendFault(String pointer, List<Threshold> lower) {
            if (spend == null || points != null || quota != null) {
                return Optional.of(
                        new FieldError(
                                pointer,
                                "spend",
                                new Text(
                                        "By spend: neither points nor a quota",
                                        "按消费升级：须填写 spend，不填 points 与 quota")));
            }
            var earning = toEarning();
            if (lower.isEmpty()) {
                return number(spend).signum() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new FieldError(
                                        pointer,
                                        "lowest",
                                        new Text(
                                                "The lowest tier is for everybody, from 0 on",
                                                "最低等级面向所有人，从 0 起")));
            }
            return lower.stream().allMatch(it -> earning.isHarderThan(it.toEarning()))
                    ? Optional.empty()
                    : Optional.of(
                            new FieldError(
                                    pointer,
                                    "order",
                                    new Text("Spend rises from tier to tier", "spend 须逐级递增")));
        }

        TierLevel toDomain() {
            return new TierLevel(tier, name.toDomain(), toEarning());
        }

        private Earning toEarning() {
            return quota == null
                    ? new Earning.From(number(spend == null ? points : spend))
                    : quota.toDomain();
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierBand", description = "Points from a value on")
    record Band(
            @Nullable
                    @Pattern(regexp = DECIMAL)
                    @Schema(
                            description = "The first value of the band; left out in the first band",
                            example = "2000")
                    String from,
            @NotBlank @Pattern(regexp = DECIMAL) @Schema(example = "40") String points) {}

    @DataClass(Level.PUBLIC)
    @Schema(
            name = "TierLine",
            description = "Points that grow in a line, and stay as they are beyond")
    record Line(
            @NotBlank @Pattern(regexp = DECIMAL) @Schema(example = "0") String from,
            @NotBlank @Pattern(regexp = DECIMAL) @Schema(example = "0") String fromPoints,
            @NotBlank @Pattern(regexp = DECIMAL) @Schema(example = "1000000") String to,
            @NotBlank @Pattern(regexp = DECIMAL) @Schema(example = "100") String toPoints) {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "TierWord", description = "Points for a word of the profile")
    record Word(
            @NotBlank @Size(max = 100) @Schema(example = "high") String value,
            @NotBlank @Pattern(regexp = DECIMAL) @Schema(example = "100") String points) {}

    /** What a dimension measures. */
    enum Measured {
        NET_SPEND,
        PURCHASES,
        AVERAGE_SALE,
        AVERAGE_DAILY_BALANCE,
        DAYS_SINCE_PURCHASE,
        TENURE_DAYS,
        ATTRIBUTE,
        TAG,
        RFM_SCORE,
        RFM_SEGMENT,
        LIFECYCLE_STAGE,
        ABC_CLASS,
        ABC_SHARE,
        CLV_VALUE,
        CLV_ALIVE
    }

    /** What is done where a dimension can't be told. */
    enum MissingPolicy {
        EXCLUDE_AND_RESCALE,
        POINTS,
        NO_TIER
    }

    @DataClass(Level.PUBLIC)
    @Schema(
            name = "TierMissing",
            description =
                    "What to do where the dimension can't be told: leave it out and let the others"
                            + " count more, give these points, or give no tier")
    record Missing(
            @NotNull MissingPolicy policy,
            @Nullable
                    @Pattern(regexp = DECIMAL)
                    @Schema(description = "Only with POINTS", example = "0")
                    String points) {

        static Missing of(WhenMissing missing) {
            return switch (missing) {
                case WhenMissing.ExcludeAndRescale() ->
                        new Missing(MissingPolicy.EXCLUDE_AND_RESCALE, null);
                case WhenMissing.Points(var points) ->
                        new Missing(MissingPolicy.POINTS, points.toPlainString());
                case WhenMissing.NoTier() -> new Missing(MissingPolicy.NO_TIER, null);
            };
        }

        WhenMissing toDomain() {
            return switch (policy) {
                case EXCLUDE_AND_RESCALE -> new WhenMissing.ExcludeAndRescale();
                case POINTS -> new WhenMissing.Points(number(points));
                case NO_TIER -> new WhenMissing.NoTier();
            };
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(
            name = "TierDimension",
            description =
                    "One thing looked at. Numbers have bands or a line; ATTRIBUTE, TAG, RFM_SEGMENT,"
                            + " LIFECYCLE_STAGE and ABC_CLASS have words. It adds points × weight")
    record Card(
            @NotBlank
                    @Pattern(regexp = "[a-z][a-z0-9-]{0,39}")
                    @Schema(example = "purchasing-power")
                    String code,
            @NotNull @Valid Title name,
            @NotNull
                    @Schema(
                            description =
                                    "NET_SPEND, PURCHASES, AVERAGE_SALE and AVERAGE_DAILY_BALANCE"
                                            + " look at a window; AVERAGE_DAILY_BALANCE is the mean"
                                            + " of what was in at each day's end, sales bringing in"
                                            + " and refunds taking out; TAG is what follows the"
                                            + " prefix in a tag. RFM_SCORE (the weighted sum),"
                                            + " RFM_SEGMENT, LIFECYCLE_STAGE, ABC_CLASS, ABC_SHARE"
                                            + " (0 to 1), CLV_VALUE (in the scheme's currency) and"
                                            + " CLV_ALIVE (0 to 1) are what another definition"
                                            + " says: at each moment the version in force then,"
                                            + " missing where there was none. CLV is read at each"
                                            + " sale, when another model comes into use and on the"
                                            + " first of each month; it stands in between")
                    Measured measure,
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,3}D")
                    @Schema(description = "With a measure over a window", example = "P365D")
                    String window,
            @Nullable
                    @Pattern(
                            regexp =
                                    "[A-Za-z][A-Za-z0-9:_-]{0,59}|attributes\\.[\\p{L}\\p{N}]{1,40}")
                    @Schema(
                            description =
                                    "With ATTRIBUTE: kind, region, gender, ageBand, locale or"
                                            + " attributes.<name>, one of the company's own that"
                                            + " events carry, a number where it has bands or a"
                                            + " line; with TAG: the prefix",
                            example = "potential-")
                    String word,
            @Nullable
                    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
                    @Schema(
                            description =
                                    "With RFM_SCORE and RFM_SEGMENT a model, with LIFECYCLE_STAGE a"
                                            + " scheme, in force; the main one if left out. ABC and"
                                            + " CLV are always by the one in use",
                            example = "rfm-default")
                    String definition,
            @Nullable @Valid @Size(min = 1, max = 50) List<@NotNull @Valid Band> bands,
            @Nullable @Valid Line line,
            @Nullable @Valid @Size(min = 1, max = 200) List<@NotNull @Valid Word> words,
            @Nullable
                    @Pattern(regexp = DECIMAL)
                    @Schema(
                            description =
                                    "Points of words that are not listed; they count as missing if"
                                            + " left out")
                    String otherwise,
            @NotBlank
                    @Pattern(regexp = "[0-9]{1,6}(\\.[0-9]{1,4})?")
                    @Schema(description = "More than 0", example = "0.5")
                    String weight,
            @NotNull @Valid Missing missing) {

        static Card of(Dimension dimension) {
            var measure = dimension.measure();
            var scale = dimension.scale();
            return new Card(
                    dimension.code(),
                    Title.of(dimension.name()),
                    measured(measure),
                    window(measure),
                    switch (measure) {
                        case Measure.Attribute(var field) -> camel(field);
                        case Measure.Tag(var prefix) -> prefix;
                        case Measure.OwnText(var own) -> OWN + own;
                        case Measure.OwnNumber(var own) -> OWN + own;
                        case Measure.Figure _, Measure.ScoredWord _ -> null;
                    },
                    measure instanceof Measure.Scored scored ? scored.definition() : null,
                    scale instanceof PointScale.Bands bands ? bands(bands) : null,
                    scale instanceof PointScale.Linear line
                            ? new Line(
                                    line.from().toPlainString(),
                                    line.fromPoints().toPlainString(),
                                    line.to().toPlainString(),
                                    line.toPoints().toPlainString())
                            : null,
                    scale instanceof PointScale.Words words
                            ? words.points().entrySet().stream()
                                    .map(it -> new Word(it.getKey(), it.getValue().toPlainString()))
                                    .toList()
                            : null,
                    scale instanceof PointScale.Words(_, var otherwise) && otherwise != null
                            ? otherwise.toPlainString()
                            : null,
                    dimension.weight().toPlainString(),
                    Missing.of(dimension.missing()));
        }

        private static Measured measured(Measure measure) {
            return switch (measure) {
                case Measure.NetSpend _ -> Measured.NET_SPEND;
                case Measure.Purchases _ -> Measured.PURCHASES;
                case Measure.AverageSale _ -> Measured.AVERAGE_SALE;
                case Measure.AverageDailyBalance _ -> Measured.AVERAGE_DAILY_BALANCE;
                case Measure.DaysSincePurchase _ -> Measured.DAYS_SINCE_PURCHASE;
                case Measure.Tenure _ -> Measured.TENURE_DAYS;
                case Measure.Attribute _, Measure.OwnText _, Measure.OwnNumber _ ->
                        Measured.ATTRIBUTE;
                case Measure.Tag _ -> Measured.TAG;
                case Measure.Scored scored -> Measured.valueOf(scored.score().name());
            };
        }

        private static @Nullable String window(Measure measure) {
            return switch (measure) {
                case Measure.NetSpend(var days) -> "P" + days + "D";
                case Measure.Purchases(var days) -> "P" + days + "D";
                case Measure.AverageSale(var days) -> "P" + days + "D";
                case Measure.AverageDailyBalance(var days) -> "P" + days + "D";
                case Measure.DaysSincePurchase _,
                        Measure.Tenure _,
                        Measure.Attribute _,
                        Measure.OwnText _,
                        Measure.OwnNumber _,
                        Measure.Tag _,
                        Measure.Scored _ ->
                        null;
            };
        }

        private static List<Band> bands(PointScale.Bands bands) {
            var all = new ArrayList<Band>();
            all.add(new Band(null, bands.below().toPlainString()));
            bands.steps()
                    .forEach(step ->
                            all.add(
                                    new Band(
                                            step.from().toPlainString(),
                                            step.points().toPlainString())));
            return all;
        }

        Dimension toDomain() {
            return new Dimension(
                    code,
                    name.toDomain(),
                    toMeasure(),
                    toScale(),
                    new BigDecimal(weight),
                    missing.toDomain());
        }

        private Measure toMeasure() {
            var told = toScored();
            if (told == null && definition != null) {
                throw new IllegalArgumentException("Only with what another definition says");
            }
            return told == null ? toOwnMeasure() : told;
        }

        /** What another definition says; null where none is asked. */
        private @Nullable Measure toScored() {
            for (var score : Measure.OtherScore.values()) {
                if (score.name().equals(measure.name())) {
                    return score.isWord()
                            ? new Measure.ScoredWord(score, definition)
                            : new Measure.ScoredNumber(score, definition);
                }
            }
            return null;
        }

        private Measure toOwnMeasure() {
            return switch (measure) {
                case NET_SPEND -> new Measure.NetSpend(days());
                case PURCHASES -> new Measure.Purchases(days());
                case AVERAGE_SALE -> new Measure.AverageSale(days());
                case AVERAGE_DAILY_BALANCE -> new Measure.AverageDailyBalance(days());
                case DAYS_SINCE_PURCHASE -> new Measure.DaysSincePurchase();
                case TENURE_DAYS -> new Measure.Tenure();
                case ATTRIBUTE -> attribute(given(word));
                case TAG -> new Measure.Tag(given(word));
                case RFM_SCORE,
                        RFM_SEGMENT,
                        LIFECYCLE_STAGE,
                        ABC_CLASS,
                        ABC_SHARE,
                        CLV_VALUE,
                        CLV_ALIVE ->
                        throw new IllegalStateException("Told by another definition");
            };
        }

        private int days() {
            return Period.parse(given(window)).getDays();
        }

        private Measure attribute(String asked) {
            if (asked.startsWith(OWN)) {
                var own = asked.substring(OWN.length());
                return words == null ? new Measure.OwnNumber(own) : new Measure.OwnText(own);
            }
            for (var field : Measure.Field.values()) {
                if (camel(field).equals(asked)) {
                    return new Measure.Attribute(field);
                }
            }
            throw new IllegalArgumentException("No such member of the profile");
        }

        private PointScale toScale() {
            var given = (bands == null ? 0 : 1) + (line == null ? 0 : 1) + (words == null ? 0 : 1);
            if (given != 1) {
                throw new IllegalArgumentException("One of bands, line and words");
            }
            if (line != null) {
                return new PointScale.Linear(
                        new BigDecimal(line.from),
                        new BigDecimal(line.fromPoints),
                        new BigDecimal(line.to),
                        new BigDecimal(line.toPoints));
            }
            if (words != null) {
                var points = new HashMap<String, BigDecimal>();
                words.forEach(it -> points.put(it.value, new BigDecimal(it.points)));
                return new PointScale.Words(
                        points, otherwise == null ? null : new BigDecimal(otherwise));
            }
            var all = Objects.requireNonNull(bands);
            if (all.getFirst().from != null) {
                throw new IllegalArgumentException("The first band begins below all values");
            }
            return new PointScale.Bands(
                    new BigDecimal(all.getFirst().points),
                    all.stream()
                            .skip(1)
                            .map(it ->
                                    new PointScale.Bands.Step(
                                            number(it.from), new BigDecimal(it.points)))
                            .toList());
        }
    }

    /** What a caller sends to begin a scheme or its next version; also how it is kept. */
    @DataClass(Level.PUBLIC)
    @Schema(
            name = "NewTierScheme",
            description =
                    "A weighted scorecard, or a membership by spend. A scheme that is there gets"
                            + " another version")
    record NewScheme(
            @NotBlank
                    @Pattern(regexp = "[a-z][a-z0-9-]{1,49}")
                    @Schema(
                            description = "Stays the same over all versions",
                            example = "key-accounts")
                    String id,
            @Schema(
                            description =
                                    "SPEND: net spend in the window earns a tier; POINTS, also if"
                                            + " left out: what the dimensions add up to")
                    @Nullable Kind kind,
            @NotNull @Valid Title name,
            @NotBlank
                    @Pattern(regexp = "[A-Z]{3}")
                    @Schema(
                            description = "ISO 4217; purchases in others do not count",
                            example = "CNY")
                    String currency,
            @NotBlank
                    @Size(max = 60)
                    @Schema(description = "Whose days count", example = "Asia/Shanghai")
                    String zone,
            @Nullable
                    @Pattern(regexp = "P[1-9][0-9]{0,3}D")
                    @Schema(
                            description = "How many days a purchase counts; by spend only",
                            example = "P365D")
                    String window,
            @NotBlank
                    @Pattern(regexp = PERIOD)
                    @Schema(description = "How long a tier is kept", example = "P12M")
                    String membership,
            @NotBlank
                    @Pattern(regexp = PERIOD)
                    @Schema(
                            description = "How long after that while too little is reached",
                            example = "P30D")
                    String grace,
            @NotNull
                    @Valid
                    @Size(min = 1, max = 20)
                    @Schema(description = "Lowest first, the lowest from 0 on")
                    List<@NotNull @Valid Threshold> tiers,
            @Nullable
                    @Valid
                    @Size(min = 1, max = 20)
                    @Schema(description = "By points only, and needed then")
                    List<@NotNull @Valid Card> dimensions,
            @Schema(
                            description =
                                    "With quotas: whether customers with equal points all have the"
                                            + " tier where not all of them find a place; ALL_IN if"
                                            + " left out")
                    Quota.@Nullable Ties ties) {

        static NewScheme of(TierRules rules) {
            var kind = Kind.of(rules);
            return new NewScheme(
                    rules.id(),
                    kind,
                    Title.of(rules.name()),
                    rules.currency(),
                    rules.zone().getId(),
                    rules instanceof TierScheme spend ? "P" + spend.windowDays() + "D" : null,
                    rules.membership().toString(),
                    rules.grace().toString(),
                    rules.levels().stream().map(level -> Threshold.of(level, kind)).toList(),
                    rules instanceof Scorecard card
                            ? card.dimensions().stream().map(Card::of).toList()
                            : null,
                    // Said only where it is not what is meant without it: a patch may take the
                    // quotas away.
                    rules.cutPoints().ties() == Quota.Ties.ALL_IN
                            ? null
                            : rules.cutPoints().ties());
        }

        private Kind meant() {
            return kind == null ? Kind.POINTS : kind;
        }

        /** What the constraints on single fields can't say. */
        List<FieldError> faults() {
            var faults = new ArrayList<FieldError>();
            Faults.currency("/currency", currency).ifPresent(faults::add);
            try {
                ZoneId.of(zone);
            } catch (DateTimeException _) {
                faults.add(
                        new FieldError(
                                "/zone",
                                "zone",
                                new Text(
                                        "A time zone such as Asia/Shanghai",
                                        "请使用时区名，例如 Asia/Shanghai")));
            }
            faults.addAll(kindFaults());
            var cards = dimensions == null ? List.<Card>of() : dimensions;
            for (var number = 0; number < cards.size(); number++) {
                try {
                    cards.get(number).toDomain();
                } catch (IllegalArgumentException _) {
                    faults.add(
                            new FieldError(
                                    "/dimensions/" + number,
                                    "dimension",
                                    new Text(
                                            "A number has rising bands (the first without from) or"
                                                    + " one line that ends after it begins, a word"
                                                    + " has words; a window, word or points where"
                                                    + " measure and missing need one; a definition"
                                                    + " only of RFM and lifecycle; a weight above"
                                                    + " 0",
                                            "数值使用递增的 bands（第一段不写 from）或一条 line；文字使用 words；"
                                                    + "measure 与 missing 需要时须给出 window、word 或"
                                                    + " points；definition 仅用于 RFM 与生命周期；weight"
                                                    + " 须大于 0")));
                }
            }
            faults.addAll(tierFaults());
            if (faults.isEmpty()) {
                try {
                    toDomain(1);
                } catch (IllegalArgumentException _) {
                    faults.add(
                            new FieldError(
                                    "/tiers",
                                    "tiers",
                                    new Text(
                                            "The lowest tier begins at 0; tiers and dimensions"
                                                    + " each have a code of their own; membership"
                                                    + " is at least P1D",
                                            "最低等级从 0 分起；等级与维度代码各不相同；membership 至少为 P1D")));
                }
            }
            return faults;
        }

        /** What one kind needs and the other does not have. */
        private List<FieldError> kindFaults() {
            var faults = new ArrayList<FieldError>();
            if (meant() == Kind.POINTS) {
                if (window != null) {
                    faults.add(spendOnly("/window"));
                }
                if (dimensions == null) {
                    faults.add(needed("/dimensions"));
                }
            } else {
                if (window == null) {
                    faults.add(needed("/window"));
                }
                if (dimensions != null) {
                    faults.add(
                            new FieldError(
                                    "/dimensions",
                                    "points-only",
                                    new Text("Only by points", "仅用于积分制方案")));
                }
            }
            return faults;
        }

        private FieldError needed(String pointer) {
            return new FieldError(
                    pointer,
                    "needed",
                    new Text("Needed with kind {0}", "kind 为 {0} 时须填写"),
                    List.of(meant().name()));
        }

        /** The first one of the tiers: those above are looked at beside those below. */
        private List<FieldError> tierFaults() {
            for (var rank = 0; rank < tiers.size(); rank++) {
                var fault =
                        tiers.get(rank).fault("/tiers/" + rank, meant(), tiers.subList(0, rank));
                if (fault.isPresent()) {
                    return List.of(fault.get());
                }
            }
            return ties == null || tiers.stream().anyMatch(it -> it.quota != null)
                    ? List.of()
                    : List.of(
                            new FieldError(
                                    "/ties",
                                    "quotas-only",
                                    new Text("Only with quotas", "仅在使用 quota 时填写")));
        }

        /** Only after {@link #faults} found none. */
        TierRules toDomain(int version) {
            var levels = tiers.stream().map(Threshold::toDomain).toList();
            if (meant() == Kind.SPEND) {
                return new TierScheme(
                        id,
                        version,
                        name.toDomain(),
                        currency,
                        Period.parse(given(window)).getDays(),
                        Period.parse(membership),
                        Period.parse(grace),
                        ZoneId.of(zone),
                        levels);
            }
            var cards = Objects.requireNonNull(dimensions);
            return new Scorecard(
                    id,
                    version,
                    name.toDomain(),
                    currency,
                    ZoneId.of(zone),
                    Period.parse(membership),
                    Period.parse(grace),
                    levels,
                    cards.stream().map(Card::toDomain).toList(),
                    CutPoints.undrawn(ties == null ? Quota.Ties.ALL_IN : ties));
        }
    }

    /** What a caller sends to try a draft out. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewTierSimulation")
    record NewSimulation(
            @Nullable
                    @Size(max = 30)
                    @Schema(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            example = "2026-03-01")
                    String asOf) {

        List<FieldError> faults() {
            return Faults.asOf("/asOf", asOf).stream().toList();
        }
    }

    private static FieldError spendOnly(String pointer) {
        return new FieldError(
                pointer, "spend-only", new Text("Only with kind SPEND", "仅在 kind 为 SPEND 时填写"));
    }

    private static BigDecimal number(@Nullable String text) {
        return new BigDecimal(given(text));
    }

    private static String given(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("Something is left out");
        }
        return text;
    }

    private static String camel(Measure.Field field) {
        return field == Measure.Field.AGE_BAND ? "ageBand" : field.name().toLowerCase(Locale.ROOT);
    }
}
