package io.pondcrm.segmentation.standing.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.customer;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.END;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.START;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everything;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.filter.Aggregate;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Window;
import io.pondcrm.segmentation.abc.domain.AbcBasis;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcClassification;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import io.pondcrm.segmentation.abc.domain.Measured;
import io.pondcrm.segmentation.clv.domain.ClvFit;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvPeriods;
import io.pondcrm.segmentation.clv.domain.ClvUses;
import io.pondcrm.segmentation.clv.domain.Family;
import io.pondcrm.segmentation.clv.domain.Spending;
import io.pondcrm.segmentation.clv.domain.Timing;
import io.pondcrm.segmentation.clv.domain.ValueBands;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.Rating;
import io.pondcrm.segmentation.facts.domain.TierOverride;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.tier.domain.Dimension;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.pondcrm.segmentation.tier.domain.WhenMissing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Promises R4, R5 and R6 for every score, tier, stage and segment: whatever comes twice, late, in
 * another order or all over again, they are what hearing each thing once and in order leads to.
 */
class OnceOnlyScoresTest {

    private static final Scorecard CARD = withGender(everything());
    private static final TierRules IMPORTANCE = Preset.B2B_ACCOUNTS.scheme("CNY").orElseThrow();
    private static final LifecycleScheme FIVE =
            LifecycleScheme.lifecycle5(3, Duration.ofDays(365), Duration.ofDays(120));
    private static final LifecycleScheme FOUR =
            LifecycleScheme.lifecycle4(Duration.ofDays(60), Duration.ofDays(120));
    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final LocalDate LAST_DAY = LocalDate.ofInstant(END, ZoneOffset.UTC);

    /** Whose purchases make the scales and the value model: none of those who are looked at. */
    private static final List<CustomerFacts> CROWD =
            LongStream.rangeClosed(1_001, 1_200).mapToObj(it -> Story.of(it).truth).toList();

    private static final RfmRun EARLIER = run(1, END.minus(A_MONTH.multipliedBy(3)));
    private static final RfmRun IN_FORCE = run(2, END.minus(A_MONTH));
    private static final ClvModel VALUE = valueModel();
    private static final AbcClassification CLASSES =
            new AbcClassification(
                    "abc_1",
                    "Half a year",
                    AbcBasis.SALES,
                    "CNY",
                    Duration.ofDays(180),
                    AbcTable.Cuts.USUAL,
                    END);
    private static final AbcPlacement PLACED =
            new AbcPlacement(
                    "abc_0",
                    AbcBasis.SALES,
                    AbcClass.A,
                    1,
                    BigDecimal.TEN,
                    BigDecimal.ONE,
                    BigDecimal.ONE,
                    START);
    private static final List<Segment> SEGMENTS =
            List.of(
                    segment("often", "purchases90d", Filter.Operator.GTE, 2),
                    segment("spender", "spend180d", Filter.Operator.GT, 1_500),
                    segment("silent", "daysSinceLastPurchase", Filter.Operator.GTE, 45),
                    segment("gold", "tier", Filter.Operator.NE, "STANDARD"),
                    segment("lost", "lifecycleStage", Filter.Operator.EQ, "LOST"),
                    segment("frequent", "rfmFrequency", Filter.Operator.GTE, 3),
                    segment("class-a", "abcClass", Filter.Operator.EQ, "A"),
                    segment("valuable", "clvValue", Filter.Operator.GTE, 900),
                    segment("low-value", "clvBand", Filter.Operator.EQ, "LOW"),
                    segment("maybe-gone", "clvAlive", Filter.Operator.LT, new BigDecimal("0.8")),
                    segment("consented", "consents", Filter.Operator.CONTAINS, "MARKETING/SMS"),
                    segment("vip", "tags", Filter.Operator.CONTAINS, "vip"),
                    segment(
                            "no-refund",
                            Filter.where(
                                    Aggregate.count("refunds", Window.ofDays(150)),
                                    Filter.Operator.EQ,
                                    0)));
    private static final Definitions DEFINITIONS = definitions(IN_FORCE);

    private static Definitions definitions(RfmRun run) {
        return new Definitions(
                List.of(TierScheme.RETAIL_MEMBERSHIP, CARD),
                FIVE,
                List.of(Editions.published(FOUR, START, null)),
                List.of(run),
                RfmModel.MAIN,
                new ClvUses(List.of(new ClvUses.Use(VALUE, START, null))),
                SEGMENTS,
                "CNY",
                AttributeTypes.NONE);
    }

    private static Segment segment(
            String id, String field, Filter.Operator operator, Object value) {
        return segment(id, Filter.where(field, operator, value));
    }

    private static Segment segment(String id, Filter predicate) {
        return new Segment(id, 1, id, predicate, Instant.EPOCH, Instant.EPOCH);
    }

    /** Over half a year, so that purchases leave its window while we look. */
    private static RfmRun run(int number, Instant asOf) {
        var usual = RfmModel.main("CNY");
        var model =
                new RfmModel(
                        usual.id(),
                        usual.version(),
                        usual.name(),
                        usual.currency(),
                        Duration.ofDays(180),
                        usual.zone(),
                        usual.bins(),
                        usual.weights(),
                        usual.refunds(),
                        usual.grid());
        var table = new RfmTable(CROWD.size());
        for (var at = 0; at < CROWD.size(); at++) {
            var values = model.measure(CROWD.get(at), asOf);
            if (values.isPresent()) {
                table.customer(at, values.get());
            }
        }
        return RfmRun.over(
                        "run_" + number,
                        number,
                        model,
                        asOf,
                        table,
                        at -> CROWD.get(at).customer().value())
                .run();
    }

    private static ClvModel valueModel() {
        var lastDay = LAST_DAY.minusDays(60);
        var draft =
                new ClvModel(
                        "clv_1",
                        1,
                        "Until two months ago",
                        "CNY",
                        CARD.zone(),
                        Family.MBG_NBD,
                        Timing.WEEKS,
                        new ClvPeriods(null, lastDay, lastDay),
                        ClvModel.USUAL_HORIZON,
                        0,
                        ValueBands.USUAL,
                        null);
        var histories = draft.collector();
        var spending = new Spending();
        CROWD.forEach(it -> draft.collect(it, histories, spending));
        var found = (ClvFit.Outcome.Found) draft.fit(histories.collapse(), spending, END);
        return draft.fitted(found.fit());
    }

    /** Whose gender is not known has no tier: a newer profile may take a tier away. */
    private static Scorecard withGender(Scorecard card) {
        return new Scorecard(
                card.id(),
                card.version(),
                card.name(),
                card.currency(),
                card.zone(),
                card.membership(),
                card.grace(),
                card.levels(),
                card.dimensions().stream()
                        .map(it ->
                                it.code().equals("gender")
                                        ? new Dimension(
                                                it.code(),
                                                it.name(),
                                                it.measure(),
                                                it.scale(),
                                                it.weight(),
                                                new WhenMissing.NoTier())
                                        : it)
                        .toList());
    }

    /**
     * What is true of one customer in the end, and all that was ever said of them: corrected
     * purchases, profiles that gain and lose what schemes ask for, decisions and consents taken
     * back.
     */
    private record Story(CustomerFacts truth, List<Fact> said) {

        static Story of(long number) {
            var random = new Random(number);
            var said = new ArrayList<Fact>();
            var purchases = new ArrayList<Purchase>();
            for (var place = random.nextInt(14); place > 0; place--) {
                var id = "txn-%d-%d".formatted(number, place);
                var at = START.plus(Duration.ofMinutes(random.nextInt(500 * 24 * 60)));
                var last = 1 + random.nextInt(3);
                for (var version = 1; version <= last; version++) {
                    var purchase = purchase(random, id, version, at);
                    said.add(new Fact.Purchased(purchase));
                    if (version == last) {
                        purchases.add(purchase);
                    }
                }
            }
            var described = profiles(random, new Random(~number));
            said.addAll(described);
            var overrides = new ArrayList<TierOverride>();
            for (var place = random.nextInt(4); place > 0; place--) {
                var made = override(random, "tov_%d_%d".formatted(number, place));
                said.add(new Fact.Overridden(made));
                var kept = made;
                if (random.nextInt(3) == 0) {
                    kept = made.withdrawn(made.from().plus(A_MONTH));
                    said.add(new Fact.Overridden(kept));
                }
                overrides.add(kept);
            }
            purchases.sort(
                    Comparator.comparing(Purchase::occurredAt)
                            .thenComparing(Purchase::transactionId));
            overrides.sort(Comparator.comparing(TierOverride::id));
            var consents = new HashMap<String, ConsentState>();
            for (var channel : List.of("SMS", "EMAIL")) {
                var last = random.nextInt(4);
                for (var version = 1; version <= last; version++) {
                    var consent =
                            new ConsentState(version, "MARKETING", channel, random.nextBoolean());
                    said.add(new Fact.Consented(consent));
                    consents.put("MARKETING/" + channel, consent);
                }
            }
            var answered = new Random(number);
            var ratings = new ArrayList<Rating>();
            for (var answers = answered.nextInt(3); answers > 0; answers--) {
                var rating =
                        new Rating(
                                "rsp_" + number + "_" + answers,
                                1 + answered.nextInt(5),
                                5,
                                START.plus(Duration.ofHours(answered.nextInt(3_000))));
                said.add(new Fact.Rated(rating));
                ratings.add(rating);
            }
            ratings.sort(Rating.IN_TIME);
            return new Story(
                    new CustomerFacts(
                            customer(number),
                            CustomerFacts.nothingAbout(customer(number))
                                    .learn(described)
                                    .profiles(),
                            consents,
                            purchases,
                            ratings,
                            overrides,
                            List.of()),
                    said);
        }

        /** In order; some say what the one before said, some numbers are passed over. */
        private static List<Fact> profiles(Random random, Random dates) {
            var described = new ArrayList<Fact>();
            var created = START.plus(Duration.ofHours(random.nextInt(3_000)));
            var since = created;
            var version = 0;
            for (var left = random.nextInt(9) == 0 ? 0 : 1 + random.nextInt(4); left > 0; left--) {
                version += dates.nextInt(4) == 0 ? 2 : 1;
                described.add(new Fact.Described(profile(random, version, created), since));
                since = since.plus(Duration.ofMinutes(1 + dates.nextInt(80 * 24 * 60)));
            }
            return described;
        }

        private static Purchase purchase(Random random, String id, long version, Instant at) {
            return new Purchase(
                    id,
                    version,
                    random.nextInt(5) == 0 ? Purchase.Kind.REFUND : Purchase.Kind.SALE,
                    at,
                    BigDecimal.valueOf(random.nextInt(120_000), 2),
                    random.nextInt(9) == 0 ? "EUR" : "CNY",
                    "STORE");
        }

        private static Profile profile(Random random, long version, Instant created) {
            return new Profile(
                    version,
                    "PERSON",
                    "CN-SH",
                    random.nextInt(5) == 0 ? null : "FEMALE",
                    "30-39",
                    "02-28",
                    "zh-CN",
                    random.nextBoolean()
                            ? Set.of("vip", "potential-high")
                            : Set.of("potential-low"),
                    Set.of("shop"),
                    created);
        }

        private static TierOverride override(Random random, String id) {
            var from = END.minus(Duration.ofDays(1 + random.nextInt(200)));
            return new TierOverride(
                    id,
                    1,
                    random.nextInt(4) == 0 ? TierScheme.RETAIL_MEMBERSHIP.id() : CARD.id(),
                    random.nextInt(6) == 0 ? "GOLD" : "T" + random.nextInt(3),
                    "director",
                    "Framework contract",
                    from,
                    from.plus(Duration.ofDays(1 + random.nextInt(300))),
                    null);
        }

        /** Everything once to five times, in any order, in batches of any size. */
        List<List<Fact>> deliveries(Random random) {
            var all = new ArrayList<Fact>();
            said.forEach(fact -> all.addAll(Collections.nCopies(1 + random.nextInt(5), fact)));
            Collections.shuffle(all, random);
            var batches = new ArrayList<List<Fact>>();
            for (var from = 0; from < all.size(); ) {
                var until = Math.min(all.size(), from + 1 + random.nextInt(6));
                batches.add(List.copyOf(all.subList(from, until)));
                from = until;
            }
            return batches;
        }
    }

    /** What the service holds of a customer, and everything it has announced. */
    private static final class Heard {

        private Definitions definitions = DEFINITIONS;
        private CustomerFacts facts;
        private Standing standing;
        private final Map<String, @Nullable String> announced = new TreeMap<>();
        private int announcements;

        /**
         * @param placed the place in the latest classification, which no news changes
         */
        Heard(CustomerId customer, @Nullable AbcPlacement placed) {
            this.facts = CustomerFacts.nothingAbout(customer);
            this.standing = Standing.NONE.placed(placed);
        }

        void hear(List<Fact> news, Instant at) {
            var before = facts;
            facts = facts.learn(news);
            look(at, new Occasion(before, null, news));
        }

        void look(Instant at, Occasion occasion) {
            var now = Standing.of(facts, standing, definitions, at, occasion);
            standing = now.standing();
            for (var change : now.changes()) {
                switch (change) {
                    case StandingChange.TierMoved it ->
                            follows(it.scheme().id(), it.from(), it.course().standing().tier());
                    case StandingChange.TierLeft it -> follows(it.scheme(), it.from(), null);
                    case StandingChange.StageEntered it ->
                            follows(
                                    it.scheme().id(),
                                    it.from() == null ? null : it.from().name(),
                                    it.phase().stage().name());
                    case StandingChange.SegmentEntered it -> follows(it.segment().id(), null, "in");
                    case StandingChange.SegmentLeft it -> follows(it.segment(), "in", null);
                    case StandingChange.Rescored it -> {
                        announced.put(it.run().model().id(), it.placement().scores().cell());
                        announcements++;
                    }
                    case StandingChange.Reclassified it -> throw new AssertionError(it);
                    case StandingChange.LoweringScheduled _ -> {}
                }
            }
        }

        /** Each announcement takes up where the one before ended. */
        private void follows(String of, @Nullable String from, @Nullable String to) {
            assertThat(from).as(of).isEqualTo(announced.get(of)).isNotEqualTo(to);
            announced.put(of, to);
            announcements++;
        }

        /** Who heard every announcement knows what is concluded. */
        void assertToldAll() {
            var known = new TreeMap<String, String>();
            standing.schemes().forEach((scheme, tier) -> known.put(scheme, tier.tier()));
            if (standing.tier() != null) {
                known.put(TierScheme.RETAIL_MEMBERSHIP.id(), standing.tier().tier());
            }
            standing.stages().forEach((scheme, it) -> known.put(scheme, it.stage().name()));
            if (standing.lifecycle() != null) {
                known.put(FIVE.id(), standing.lifecycle().stage().name());
            }
            standing.segments().keySet().forEach(it -> known.put(it, "in"));
            standing.rfm().forEach((model, rated) -> known.put(model, rated.scores().cell()));
            var told = new TreeMap<>(announced);
            told.values().removeIf(Objects::isNull);
            if (standing.rfm().isEmpty()) {
                // Who has no sale in the window any longer is told no scores; nothing says so.
                told.remove(RfmModel.MAIN);
            }
            assertThat(told).isEqualTo(known);
        }
    }

    @Test
    void disorder_and_repetition_lead_where_hearing_once_leads() {
        var outcomes = new TreeMap<String, Integer>();
        var heardAll = new ArrayList<CustomerFacts>();
        var truths = new ArrayList<CustomerFacts>();
        var overridden = 0;
        for (var number = 1L; number <= 50; number++) {
            var random = new Random(-number);
            var story = Story.of(number);
            var placed = number % 2 == 0 ? PLACED : null;
            var once = hearOnce(story, placed);
            var heard = new Heard(story.truth.customer(), placed);
            var at = END.minus(A_MONTH);
            var deliveries = story.deliveries(random);
            heard.definitions = definitions(EARLIER);
            for (var batch : deliveries.subList(0, deliveries.size() / 2)) {
                heard.hear(batch, at);
                at = at.plus(Duration.ofMinutes(random.nextInt(600)));
            }
            // A run ends meanwhile: everybody is looked at again.
            heard.definitions = DEFINITIONS;
            heard.look(at, Occasion.silence(heard.facts, null));
            for (var batch : deliveries.subList(deliveries.size() / 2, deliveries.size())) {
                heard.hear(batch, at);
                at = at.plus(Duration.ofMinutes(random.nextInt(600)));
            }
            heard.look(END, Occasion.silence(heard.facts, null));

            assertThat(heard.facts).as("customer %d", number).isEqualTo(story.truth);
            assertThat(conclusions(heard.standing)).isEqualTo(conclusions(once.standing()));
            assertThat(heard.standing.abc()).isSameAs(placed);
            heard.assertToldAll();
            assertSameOnAnyDay(heard.facts, story.truth, placed, random);
            heardAll.add(heard.facts);
            truths.add(story.truth);
            told(story.truth, placed, END)
                    .forEach((what, it) ->
                            outcomes.merge(what + " " + it.outcome(), 1, Integer::sum));
            overridden += story.truth.findOverride(CARD.id(), END).isPresent() ? 1 : 0;
        }

        for (var what : told(truths.getFirst(), null, END).keySet()) {
            assertThat(outcomes.keySet().stream().filter(it -> it.startsWith(what + " ")))
                    .as(what)
                    .hasSizeGreaterThan(1);
        }
        assertThat(overridden).isGreaterThan(5);
        assertThat(classified(heardAll)).isEqualTo(classified(truths)).isNotEmpty();
    }

    @Test
    void a_replay_changes_and_announces_nothing_and_a_rebuild_gives_the_same() {
        for (var number = 1L; number <= 12; number++) {
            var random = new Random(number * 31);
            var story = Story.of(number);
            var heard = new Heard(story.truth.customer(), PLACED);
            story.deliveries(random).forEach(batch -> heard.hear(batch, END));
            var facts = heard.facts;
            var standing = heard.standing;
            var announcements = heard.announcements;

            for (var replay = 0; replay < 2; replay++) {
                for (var batch : story.deliveries(random)) {
                    heard.hear(batch, END);
                    assertThat(heard.facts).isSameAs(facts);
                    assertThat(heard.standing).isEqualTo(standing);
                }
            }
            assertThat(heard.announcements).isEqualTo(announcements);

            var rebuilt = new Heard(story.truth.customer(), PLACED);
            story.deliveries(random).forEach(batch -> rebuilt.hear(batch, END));
            assertThat(rebuilt.standing).isEqualTo(standing);
            rebuilt.assertToldAll();
            assertSameOnAnyDay(rebuilt.facts, facts, PLACED, random);
        }
    }

    private static Standing.Reconsidered hearOnce(Story story, @Nullable AbcPlacement placed) {
        return Standing.of(
                story.truth,
                Standing.NONE.placed(placed),
                DEFINITIONS,
                END,
                new Occasion(null, null, List.of()));
    }

    /** All but since when we know of a membership, which is when we heard. */
    private static Standing conclusions(Standing standing) {
        var members = new TreeMap<>(standing.segments());
        members.replaceAll((_, it) -> new Standing.Membership(it.segmentVersion(), END));
        return new Standing(
                standing.tier(),
                standing.schemes(),
                standing.lifecycle(),
                standing.stages(),
                standing.rfm(),
                standing.abc(),
                members);
    }

    /** A score in all its parts, and the hash of what decided it. */
    private record Told(@Nullable Score score, String inputsHash, boolean member) {

        static Told of(Optional<Score> score) {
            return score.map(it -> new Told(it, it.inputs().hash(), false))
                    .orElse(new Told(null, "", false));
        }

        /** Few of them. */
        String outcome() {
            return score != null ? score.band().code() : member ? "in" : "none";
        }
    }

    /** Every score and every membership. */
    private static Map<String, Told> told(
            CustomerFacts facts, @Nullable AbcPlacement placed, Instant at) {
        var told = new TreeMap<String, Told>();
        told.put("tier", Told.of(TierScheme.RETAIL_MEMBERSHIP.score(facts, at)));
        told.put("accounts", Told.of(CARD.score(facts, at)));
        told.put("importance", Told.of(IMPORTANCE.score(facts, at)));
        told.put("lifecycle-5", Told.of(FIVE.score(facts, at)));
        told.put("lifecycle-4", Told.of(FOUR.score(facts, at)));
        told.put("rfm", Told.of(IN_FORCE.score(facts, at)));
        told.put("clv", Told.of(VALUE.score(facts, at)));
        var subject = Standing.subject(facts, placed, DEFINITIONS, at);
        for (var segment : SEGMENTS) {
            told.put(
                    "segment " + segment.id(),
                    new Told(null, "", segment.predicate().matches(subject)));
        }
        return told;
    }

    /** Everybody's score by a classification of them all. */
    private static List<Told> classified(List<CustomerFacts> customers) {
        var known = new ArrayList<CustomerFacts>();
        var brought = new ArrayList<Measured.Brought>();
        for (var customer : customers) {
            if (CLASSES.measure(customer) instanceof Measured.Brought it) {
                known.add(customer);
                brought.add(it);
            }
        }
        var table =
                AbcTable.of(
                        brought.stream()
                                .mapToLong(it -> AbcClassification.ranked(it.net()))
                                .toArray(),
                        CLASSES.cuts());
        return IntStream.range(0, table.rows())
                .mapToObj(rank -> {
                    var row = table.rowAt(rank);
                    return Told.of(
                            Optional.of(
                                    CLASSES.placeAt(table, rank)
                                            .score(
                                                    known.get(row).customer(),
                                                    brought.get(row).refunds(),
                                                    END)));
                })
                .toList();
    }

    private static void assertSameOnAnyDay(
            CustomerFacts heard,
            CustomerFacts truth,
            @Nullable AbcPlacement placed,
            Random random) {
        for (var look = 0; look < 3; look++) {
            var days = look == 0 ? 0 : random.nextInt(500);
            var at = END.minus(days, ChronoUnit.DAYS);
            assertThat(told(heard, placed, at)).isEqualTo(told(truth, placed, at));
            for (var rules : List.of(CARD, TierScheme.RETAIL_MEMBERSHIP)) {
                var course = rules.follow(truth, at);
                assertThat(rules.follow(heard, at)).isEqualTo(course);
                course.ifPresent(it -> {
                    assertThat(rules.reasons(heard, it)).isEqualTo(rules.reasons(truth, it));
                    assertThat(rules.inputsHash(heard, it)).isEqualTo(rules.inputsHash(truth, it));
                });
            }
        }
    }
}
