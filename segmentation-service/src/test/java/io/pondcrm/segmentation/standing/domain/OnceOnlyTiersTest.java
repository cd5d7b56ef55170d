package io.pondcrm.segmentation.standing.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.customer;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.END;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.START;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everything;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.TierOverride;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.tier.domain.Dimension;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.pondcrm.segmentation.tier.domain.WhenMissing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Promises R4, R5 and R6 for tiers by points: whatever comes twice, late, in another order or all
 * over again, tiers and scores are what hearing each thing once and in order leads to.
 */
class OnceOnlyTiersTest {

    private static final Scorecard CARD = withGender(everything());
    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final Definitions DEFINITIONS =
            new Definitions(
                    TierScheme.RETAIL_MEMBERSHIP,
                    List.of(CARD),
                    LifecycleScheme.lifecycle5(5, Duration.ofDays(365), Duration.ofDays(180)),
                    List.of(),
                    List.of(),
                    RfmModel.MAIN,
                    List.of(),
                    "CNY");

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
     * purchases, profiles that gain and lose what the card asks for, decisions taken back.
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
            Profile profile = null;
            var created = START.plus(Duration.ofHours(random.nextInt(3_000)));
            var profiles = random.nextInt(9) == 0 ? 0 : 1 + random.nextInt(4);
            for (var version = 1; version <= profiles; version++) {
                profile = profile(random, version, created);
                said.add(new Fact.Described(profile));
            }
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
            return new Story(
                    new CustomerFacts(customer(number), profile, Map.of(), purchases, overrides),
                    said);
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
                    random.nextBoolean() ? Set.of("vip", "x") : Set.of(),
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

        private CustomerFacts facts;
        private Standing standing = Standing.NONE;
        private final Map<String, @Nullable String> announced = new TreeMap<>();
        private int announcements;

        Heard(CustomerFacts nothing) {
            this.facts = nothing;
        }

        void hear(List<Fact> news, Instant at) {
            var before = facts;
            facts = facts.learn(news);
            look(at, new Occasion(before, null, news));
        }

        void look(Instant at, Occasion occasion) {
            var now = Standing.of(facts, standing, DEFINITIONS, at, occasion);
            standing = now.standing();
            for (var change : now.changes()) {
                switch (change) {
                    case StandingChange.TierMoved it ->
                            follows(it.scheme().id(), it.from(), it.course().standing().tier());
                    case StandingChange.TierLeft it -> follows(it.scheme(), it.from(), null);
                    case StandingChange.LoweringScheduled _,
                            StandingChange.StageEntered _,
                            StandingChange.Rescored _,
                            StandingChange.Reclassified _,
                            StandingChange.SegmentEntered _,
                            StandingChange.SegmentLeft _ -> {}
                }
            }
        }

        /** Each announcement takes up where the one before ended. */
        private void follows(String scheme, @Nullable String from, @Nullable String to) {
            assertThat(from).isEqualTo(announced.get(scheme)).isNotEqualTo(to);
            announced.put(scheme, to);
            announcements++;
        }
    }

    @Test
    void disorder_and_repetition_lead_where_hearing_once_leads() {
        var tiers = new HashMap<String, Integer>();
        var overridden = 0;
        for (var number = 1L; number <= 90; number++) {
            var random = new Random(-number);
            var story = Story.of(number);
            var once = hearOnce(story);
            var heard = new Heard(CustomerFacts.nothingAbout(story.truth.customer()));
            var at = END.minus(A_MONTH);
            for (var batch : story.deliveries(random)) {
                heard.hear(batch, at);
                at = at.plus(Duration.ofMinutes(random.nextInt(600)));
            }
            heard.look(END, Occasion.silence(heard.facts, null));

            assertThat(heard.facts).as("customer %d", number).isEqualTo(story.truth);
            assertThat(heard.standing).isEqualTo(once.standing());
            var tier = once.standing().schemes().get(CARD.id());
            assertThat(heard.announced.get(CARD.id())).isEqualTo(tier == null ? null : tier.tier());
            assertSameOnAnyDay(heard.facts, story.truth, random);
            tiers.merge(tier == null ? "none" : tier.tier(), 1, Integer::sum);
            overridden += story.truth.findOverride(CARD.id(), END).isPresent() ? 1 : 0;
        }
        assertThat(tiers).containsOnlyKeys("none", "T0", "T1", "T2");
        assertThat(tiers.values()).allMatch(count -> count >= 5);
        assertThat(overridden).isGreaterThan(10);
    }

    @Test
    void a_replay_changes_and_announces_nothing_and_a_rebuild_gives_the_same() {
        for (var number = 1L; number <= 30; number++) {
            var random = new Random(number * 31);
            var story = Story.of(number);
            var heard = new Heard(CustomerFacts.nothingAbout(story.truth.customer()));
            story.deliveries(random).forEach(batch -> heard.hear(batch, END));
            var facts = heard.facts;
            var standing = heard.standing;
            var announcements = heard.announcements;

            for (var replay = 0; replay < 3; replay++) {
                for (var batch : story.deliveries(random)) {
                    heard.hear(batch, END);
                    assertThat(heard.facts).isSameAs(facts);
                    assertThat(heard.standing).isEqualTo(standing);
                }
            }
            assertThat(heard.announcements).isEqualTo(announcements);

            var rebuilt = new Heard(CustomerFacts.nothingAbout(story.truth.customer()));
            story.deliveries(random).forEach(batch -> rebuilt.hear(batch, END));
            assertThat(rebuilt.standing).isEqualTo(standing);
            assertSameOnAnyDay(rebuilt.facts, facts, random);
        }
    }

    private static Standing.Reconsidered hearOnce(Story story) {
        return Standing.of(
                story.truth, Standing.NONE, DEFINITIONS, END, new Occasion(null, null, List.of()));
    }

    /** Score, contributions, reasons and the hash of what decided. */
    private static void assertSameOnAnyDay(
            CustomerFacts heard, CustomerFacts truth, Random random) {
        for (var look = 0; look < 4; look++) {
            var days = look == 0 ? 0 : random.nextInt(500);
            var at = END.minus(days, ChronoUnit.DAYS);
            assertThat(CARD.score(heard, at)).isEqualTo(CARD.score(truth, at));
            var course = CARD.follow(truth, at);
            assertThat(CARD.follow(heard, at)).isEqualTo(course);
            course.ifPresent(it -> {
                assertThat(CARD.reasons(heard, it)).isEqualTo(CARD.reasons(truth, it));
                assertThat(CARD.inputsHash(heard, it)).isEqualTo(CARD.inputsHash(truth, it));
            });
        }
    }
}
