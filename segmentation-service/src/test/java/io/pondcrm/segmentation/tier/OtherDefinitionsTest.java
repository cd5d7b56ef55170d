package io.pondcrm.segmentation.tier;

import static io.pondcrm.segmentation.tier.domain.GeneratedCards.END;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.START;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.bands;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.card;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.dimension;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.levels;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.line;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.name;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.points;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvModels;
import io.pondcrm.segmentation.clv.domain.ClvUses;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.Classed;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.rfm.domain.Bins;
import io.pondcrm.segmentation.rfm.domain.Grid;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmRuns;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import io.pondcrm.segmentation.rfm.domain.RfmTerms;
import io.pondcrm.segmentation.rfm.domain.Weights;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.tier.domain.Measure;
import io.pondcrm.segmentation.tier.domain.Measure.OtherScore;
import io.pondcrm.segmentation.tier.domain.Movers;
import io.pondcrm.segmentation.tier.domain.PointScale;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.WhenMissing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A scheme by points measures what other definitions say, at each moment by that of then. */
class OtherDefinitionsTest {

    static final String SHORT = "short";
    static final Instant MIDDLE = START.plus(Duration.ofDays(250));
    static final List<CustomerFacts> CROWD =
            LongStream.rangeClosed(1, 400).mapToObj(OtherDefinitionsTest::classed).toList();

    static final Editions<RfmModel> MODEL =
            retired(
                    Editions.published(
                            new RfmModel(
                                    SHORT,
                                    1,
                                    name("Short"),
                                    "CNY",
                                    Duration.ofDays(70),
                                    ZoneOffset.UTC,
                                    new Bins.Quantiles(4),
                                    new Weights(3, 2, 1),
                                    RfmModel.Refunds.SUBTRACT,
                                    new Grid.TenNames()),
                            START,
                            null),
                    END.minus(Duration.ofDays(40)));
    static final List<RfmRun> RUNS = runs();
    static final Editions<LifecycleScheme> STAGES =
            revised(
                    LifecycleScheme.lifecycle4(Duration.ofDays(30), Duration.ofDays(90)),
                    LifecycleScheme.lifecycle4(Duration.ofDays(20), Duration.ofDays(45)));

    static final ClvModels NO_VALUES = new NoValues();

    static final OtherDefinitions DEFINITIONS =
            new OtherDefinitions(
                    new RunsOfOne(), new OneScheme(), NO_VALUES, Clock.fixed(END, ZoneOffset.UTC));

    static final Scorecard RULES = rules(Map.of()).toldBy(DEFINITIONS.asOfNow());

    /** Every other score; unless told otherwise what is missing is left out. */
    private static Scorecard rules(Map<String, WhenMissing> missing) {
        WhenMissing excluded = new WhenMissing.ExcludeAndRescale();
        return card(
                Period.ofMonths(2),
                Period.ofDays(15),
                levels("0", "30", "60"),
                dimension(
                        "rfm",
                        new Measure.ScoredNumber(OtherScore.RFM_SCORE, SHORT),
                        line("6", "24", "40"),
                        "1",
                        missing.getOrDefault("rfm", excluded)),
                dimension(
                        "segment",
                        new Measure.ScoredWord(OtherScore.RFM_SEGMENT, SHORT),
                        words("CHAMPIONS", "30", "LOYAL", "20", "NEW", "10"),
                        "0.5",
                        missing.getOrDefault("segment", excluded)),
                dimension(
                        "stage",
                        new Measure.ScoredWord(OtherScore.LIFECYCLE_STAGE, "lifecycle-4"),
                        words("NEW", "10", "ACTIVE", "40", "LOST", "0", "POTENTIAL", "5"),
                        "0.5",
                        missing.getOrDefault("stage", excluded)),
                dimension(
                        "class",
                        new Measure.ScoredWord(OtherScore.ABC_CLASS, null),
                        words("A", "40", "B", "15", "C", "0"),
                        "0.5",
                        missing.getOrDefault("class", excluded)),
                dimension(
                        "share",
                        new Measure.ScoredNumber(OtherScore.ABC_SHARE, null),
                        bands("0.001", "5", "0.01", "20"),
                        "1",
                        missing.getOrDefault("share", excluded)),
                dimension(
                        "silence",
                        new Measure.DaysSincePurchase(),
                        new PointScale.Linear(
                                points("5"), points("20"), points("200"), BigDecimal.ZERO),
                        "1",
                        new WhenMissing.Points(BigDecimal.ZERO)));
    }

    private static PointScale words(String... points) {
        var map = new HashMap<String, BigDecimal>();
        for (var word = 0; word < points.length; word += 2) {
            map.put(points[word], new BigDecimal(points[word + 1]));
        }
        return new PointScale.Words(map, null);
    }

    private static CustomerFacts classed(long number) {
        var facts = someone(number);
        var random = new Random(number);
        for (var month = random.nextInt(20); month < 20; month += 1 + random.nextInt(6)) {
            var since = START.plus(Duration.ofDays(25L * month));
            facts =
                    facts.classed(
                            random.nextInt(6) == 0
                                    ? new Classed("abc_" + month, null, null, since)
                                    : new Classed(
                                            "abc_" + month,
                                            List.of("A", "B", "C").get(random.nextInt(3)),
                                            BigDecimal.valueOf(random.nextInt(200), 4),
                                            since));
        }
        return facts;
    }

    private static List<RfmRun> runs() {
        var runs = new ArrayList<RfmRun>();
        for (var number = 1; number <= 6; number++) {
            var asOf = START.plus(Duration.ofDays(70L * number));
            var table = new RfmTable(CROWD.size());
            var ids = new ArrayList<String>();
            for (var facts : CROWD) {
                var row = ids.size();
                ids.add(facts.customer().value());
                MODEL.last()
                        .definition()
                        .measure(facts, asOf)
                        .ifPresent(values -> table.customer(row, values));
            }
            runs.add(
                    RfmRun.over(
                                    "run_" + number,
                                    number,
                                    MODEL.last().definition(),
                                    asOf,
                                    table,
                                    ids::get)
                            .run());
        }
        return runs;
    }

    private static Editions<RfmModel> retired(Editions<RfmModel> model, Instant at) {
        return ((EditionChange.Changed<RfmModel>) model.retire(at)).now();
    }

    private static Editions<LifecycleScheme> revised(LifecycleScheme first, LifecycleScheme then) {
        var begun =
                (EditionChange.Changed<LifecycleScheme>)
                        Editions.published(first, START, null).draft(then, MIDDLE);
        return ((EditionChange.Changed<LifecycleScheme>) begun.now().publish(MIDDLE, null)).now();
    }

    private static class RunsOfOne implements RfmRuns {

        @Override
        public List<RfmRun> listLatest() {
            return List.of(RUNS.getLast());
        }

        @Override
        public RfmTerms terms(String model) {
            return model.equals(SHORT) ? new RfmTerms(MODEL, RUNS) : new RfmTerms(null, List.of());
        }
    }

    private static final class NoValues implements ClvModels {

        @Override
        public Optional<Editions<ClvModel>> find(String id) {
            return Optional.empty();
        }

        @Override
        public ClvUses uses() {
            return ClvUses.NONE;
        }
    }

    private static final class OneScheme implements LifecycleSchemes {

        @Override
        public LifecycleScheme main() {
            return LifecycleScheme.lifecycle5(5, Duration.ofDays(365), Duration.ofDays(180));
        }

        @Override
        public List<Editions<LifecycleScheme>> listFurther() {
            return List.of(STAGES);
        }

        @Override
        public Optional<Editions<LifecycleScheme>> findEditions(String id) {
            return Optional.of(STAGES).filter(it -> it.id().equals(id));
        }

        @Override
        public Optional<LifecycleScheme> find(String id) {
            return findAt(id, END);
        }

        @Override
        public Optional<LifecycleScheme> findAt(String id, Instant moment) {
            return findEditions(id).flatMap(it -> it.inForceAt(moment));
        }

        @Override
        public boolean setUpFourStages(Instant at, String by) {
            return false;
        }

        @Override
        public Map<Stage, Long> count(LifecycleScheme scheme) {
            return Map.of();
        }
    }

    /** What the other definitions themselves answer for a moment, with who says so. */
    private static Map<String, String> plainly(CustomerFacts facts, Instant at) {
        var said = new HashMap<String, String>();
        var model = Optional.of(MODEL).filter(it -> !it.isRetiredAt(at));
        model.flatMap(_ -> RUNS.stream().filter(it -> !it.asOf().isAfter(at)).reduce((_, it) -> it))
                .ifPresent(run ->
                        run.score(facts, at)
                                .ifPresent(score -> {
                                    var by = ", by short/" + run.number();
                                    said.put("rfm", score.value().toPlainString() + by);
                                    said.put("segment", score.band().code() + by);
                                }));
        STAGES.inForceAt(at)
                .flatMap(it -> it.follow(facts, at))
                .ifPresent(it -> said.put("stage", it.current().stage().name()));
        facts.classes().stream()
                .filter(it -> !it.since().isAfter(at))
                .reduce((_, it) -> it)
                .filter(it -> it.group() != null)
                .ifPresent(it -> {
                    said.put("class", it.group() + ", by " + it.classification());
                    said.put("share", plain(it.share()) + ", by " + it.classification());
                });
        return said;
    }

    private static String plain(@Nullable BigDecimal share) {
        return share == null ? "-" : share.toPlainString();
    }

    @Test
    void each_moment_is_scored_by_what_the_other_definitions_said_then() {
        var said = new HashSet<String>();
        for (var facts : CROWD) {
            for (var day = 20; day < 500; day += 37) {
                var at = START.plus(Duration.ofHours(24L * day + day % 24));
                var score = RULES.score(facts, at).orElse(null);
                if (score == null) {
                    continue;
                }
                var plainly = plainly(facts, at);
                for (var line : score.contributions()) {
                    var expected = plainly.get(line.dimension());
                    if (line.dimension().equals("silence")) {
                        continue;
                    }
                    var by = line.rule().en().replaceAll(".*(?=, by )", "");
                    if (line.dimension().equals("stage")) {
                        assertThat(line.input()).isEqualTo(expected);
                        assertThat(by).startsWith(", by lifecycle-4/");
                    } else if (!line.input().equals("-")) {
                        assertThat(line.input() + by).isEqualTo(expected);
                        said.add(line.dimension());
                    } else if (expected != null) {
                        // A word that has no points.
                        assertThat(line.dimension()).isEqualTo("segment");
                    }
                }
                assertThat(sum(score.contributions())).isEqualByComparingTo(score.value());
            }
        }
        assertThat(said).containsExactlyInAnyOrder("rfm", "segment", "class", "share");
    }

    private static BigDecimal sum(List<Contribution> contributions) {
        return contributions.stream()
                .map(Contribution::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void nothing_changes_before_the_review_and_nobody_stands_lower_than_they_earn() {
        var reviewed = 0;
        for (var facts : CROWD) {
            var at = MIDDLE.plus(Duration.ofDays(20));
            var course = RULES.follow(facts, at);
            if (course.isEmpty()) {
                continue;
            }
            var review = course.get().reviewAt();
            var known = RUNS.stream().filter(it -> !it.asOf().isAfter(at)).toList();
            var next = START.plus(Duration.ofDays(70L * (known.size() + 1)));
            var quiet =
                    review.isBefore(next)
                            && facts.classes().stream()
                                    .noneMatch(it ->
                                            it.since().isAfter(at) && !it.since().isAfter(review));
            if (quiet) {
                reviewed++;
                assertThat(RULES.follow(facts, review.minusMillis(1)).map(TierCourse::standing))
                        .isEqualTo(course.map(TierCourse::standing));
                assertThat(RULES.follow(facts, review).map(TierCourse::standing))
                        .isNotEqualTo(course.map(TierCourse::standing));
            }
            for (var hour = 0; hour < 24 * 40; hour += 5) {
                var moment = at.plus(Duration.ofHours(hour));
                var points = RULES.findPoints(facts, moment);
                var held = RULES.findTierByRules(facts, moment).map(RULES::rankOf).orElse(-1);
                assertThat(held)
                        .isGreaterThanOrEqualTo(
                                points.map(it -> RULES.rankEarnedBy(it, moment)).orElse(-1));
                hour += 40;
            }
        }
        assertThat(reviewed).isGreaterThan(50);
    }

    @Test
    void what_is_said_later_leaves_no_trace_in_answers_for_the_past() {
        var at = START.plus(Duration.ofDays(200));
        var then =
                rules(Map.of())
                        .toldBy(
                                new OtherDefinitions(
                                                new RunsOfOne() {
                                                    @Override
                                                    public RfmTerms terms(String model) {
                                                        return new RfmTerms(
                                                                Editions.published(
                                                                        MODEL.last().definition(),
                                                                        START,
                                                                        null),
                                                                RUNS.subList(0, 2));
                                                    }
                                                },
                                                new OneScheme(),
                                                NO_VALUES,
                                                Clock.fixed(at, ZoneOffset.UTC))
                                        .asOfNow());
        for (var facts : CROWD) {
            var known = facts;
            var before =
                    new CustomerFacts(
                            known.customer(),
                            known.profiles(),
                            known.consents(),
                            known.purchases(),
                            known.ratings(),
                            known.overrides(),
                            known.classes().stream()
                                    .filter(it -> !it.since().isAfter(at))
                                    .toList());

            assertThat(RULES.score(facts, at)).isEqualTo(then.score(before, at));
            assertThat(RULES.follow(facts, at).map(TierCourse::changes))
                    .isEqualTo(then.follow(before, at).map(TierCourse::changes));
        }
    }

    @Test
    void inputs_name_each_version_that_said_something_and_since_when() {
        var facts =
                CROWD.stream()
                        .filter(it -> it.classes().size() > 2 && it.purchases().size() > 5)
                        .findFirst()
                        .orElseThrow();
        var at = END.minus(Duration.ofDays(60));

        var lines = RULES.score(facts, at).orElseThrow().inputs().lines();

        assertThat(lines).anyMatch(it -> it.matches("rfm\\|[0-9]+\\|short/1\\|2025-.*Z"));
        assertThat(lines).anyMatch(it -> it.matches("stage\\|[A-Z]+\\|lifecycle-4/1\\|20.*Z"));
        for (var known : facts.classes()) {
            assertThat(lines)
                    .filteredOn(it -> it.startsWith("class|"))
                    .filteredOn(it -> it.contains(known.classification()))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(RULES.score(facts, at).orElseThrow().inputs().hash())
                .isEqualTo(RULES.score(facts, at).orElseThrow().inputs().hash());
    }

    @Test
    void what_no_definition_says_is_missing_and_the_policy_says_what_becomes_of_it() {
        var early = START.plus(Duration.ofDays(60));
        var facts =
                CROWD.stream()
                        .filter(it -> it.knownSince().isPresent())
                        .filter(it -> it.knownSince().get().isBefore(early))
                        .findFirst()
                        .orElseThrow();
        var none = rules(Map.of("rfm", new WhenMissing.NoTier())).toldBy(DEFINITIONS.asOfNow());
        var some =
                rules(Map.of("rfm", new WhenMissing.Points(points("7"))))
                        .toldBy(DEFINITIONS.asOfNow());

        assertThat(none.follow(facts, early)).isEmpty();
        assertThat(none.reasonsForNone(facts, early))
                .anySatisfy(it -> {
                    assertThat(it.dimension()).isEqualTo("rfm");
                    assertThat(it.rule()).isEqualTo("not known: no tier without it, by short");
                });
        assertThat(some.score(facts, early).orElseThrow().contributions())
                .anySatisfy(it -> {
                    assertThat(it.dimension()).isEqualTo("rfm");
                    assertThat(it.input()).isEqualTo("-");
                    assertThat(it.rule().en()).startsWith("not known: 7 points × 1");
                });
        assertThat(RULES.score(facts, early).orElseThrow().contributions())
                .anySatisfy(it -> {
                    assertThat(it.dimension()).isEqualTo("rfm");
                    assertThat(it.points()).isZero();
                });
    }

    @Test
    void a_simulation_says_what_everybody_gets() {
        var at = START.plus(Duration.ofDays(400));
        var draft = rules(Map.of("class", new WhenMissing.NoTier())).as(2);
        var told = draft.toldBy(DEFINITIONS.asOfNow());

        var movers = Movers.NONE.and(CROWD, RULES, told, at);

        var counts = new TreeMap<String, Long>();
        for (var facts : CROWD) {
            told.follow(facts, at)
                    .ifPresent(it -> counts.merge(it.standing().tier(), 1L, Long::sum));
        }
        assertThat(movers.after()).isEqualTo(counts);
        assertThat(counts.keySet()).hasSizeGreaterThan(1);
    }

    @Test
    void only_what_is_in_force_is_known() {
        assertThat(DEFINITIONS.knows(new Measure.ScoredNumber(OtherScore.RFM_SCORE, SHORT)))
                .as("retired")
                .isFalse();
        assertThat(DEFINITIONS.knows(new Measure.ScoredNumber(OtherScore.RFM_SCORE, "none")))
                .isFalse();
        assertThat(
                        DEFINITIONS.knows(
                                new Measure.ScoredWord(OtherScore.LIFECYCLE_STAGE, "lifecycle-4")))
                .isTrue();
        assertThat(DEFINITIONS.knows(new Measure.ScoredWord(OtherScore.LIFECYCLE_STAGE, "none")))
                .isFalse();
        assertThat(DEFINITIONS.knows(new Measure.ScoredWord(OtherScore.ABC_CLASS, null))).isTrue();
    }
}
