package io.pondcrm.segmentation.definition.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EditionsTest {

    static final Instant MONDAY = day("2026-06-01");
    static final Instant TUESDAY = day("2026-06-02");
    static final Instant FRIDAY = day("2026-06-05");
    static final Rule EASY = new Rule("loyal", 1, "buys once");
    static final Rule HARD = new Rule("loyal", 1, "buys twice");

    /** As little as can have versions. */
    record Rule(String id, int version, String text) implements Definition<Rule> {

        @Override
        public Rule as(int number) {
            return new Rule(id, number, text);
        }
    }

    @Test
    void a_draft_is_taken_back_and_what_was_published_stays() {
        var rule = Editions.begun(EASY, MONDAY);
        assertThat(rule.discard()).as("all there was").isEqualTo(new EditionChange.Emptied<>());

        rule = changed(rule.publish(MONDAY, "office"));
        assertThat(rule.discard()).isEqualTo(new EditionChange.NoDraft<>());
        var before = rule;
        rule = changed(changed(rule.draft(HARD, TUESDAY)).discard());

        assertThat(rule.all()).isEqualTo(before.all());
        assertThat(rule.revision()).isEqualTo(before.revision() + 2);
        assertThat(changed(rule.draft(HARD, FRIDAY)).last().version()).isEqualTo(2);
    }

    @Test
    void one_takes_the_place_of_another_at_once_unless_somebody_writes_the_next() {
        var rule = Editions.published(EASY, MONDAY, null);

        var succeeded = changed(rule.succeed(HARD, TUESDAY, "office"));

        assertThat(succeeded.all())
                .extracting(Edition::state)
                .containsExactly(Edition.State.RETIRED, Edition.State.PUBLISHED);
        assertThat(succeeded.inForceAt(TUESDAY.minusMillis(1))).contains(EASY);
        assertThat(succeeded.inForceAt(TUESDAY)).contains(HARD.as(2));
        assertThat(changed(rule.draft(HARD, TUESDAY)).succeed(HARD, FRIDAY, "office"))
                .isEqualTo(new EditionChange.DraftExists<>(2));
    }

    @Test
    void a_version_goes_from_draft_over_simulated_and_published_to_retired() {
        var rule = Editions.begun(EASY, MONDAY);
        assertThat(rule.last().state()).isEqualTo(Edition.State.DRAFT);
        assertThat(rule.inForceAt(FRIDAY)).isEmpty();
        assertThat(rule.isRetiredAt(FRIDAY)).as("it never was in force").isFalse();

        rule = changed(rule.simulated(EASY, MONDAY));
        assertThat(rule.last().state()).isEqualTo(Edition.State.SIMULATED);
        rule = changed(rule.publish(TUESDAY, "office"));
        assertThat(rule.last().state()).isEqualTo(Edition.State.PUBLISHED);
        assertThat(rule.last().publishedBy()).isEqualTo("office");
        rule = changed(rule.retire(FRIDAY));

        assertThat(rule.last().state()).isEqualTo(Edition.State.RETIRED);
        assertThat(rule.inForceAt(MONDAY)).as("the first speaks for before, too").contains(EASY);
        assertThat(rule.inForceAt(FRIDAY.minusMillis(1))).contains(EASY);
        assertThat(rule.isRetiredAt(FRIDAY.minusMillis(1))).isFalse();
        assertThat(rule.inForceAt(FRIDAY)).isEmpty();
        assertThat(rule.isRetiredAt(FRIDAY)).isTrue();
        assertThat(rule.revision()).isEqualTo(4);
        assertThat(rule.retire(FRIDAY)).isEqualTo(new EditionChange.NothingPublished<>());
        assertThat(rule.publish(FRIDAY, "office")).isEqualTo(new EditionChange.NoDraft<>());
    }

    @Test
    void what_is_published_stays_as_it_is_and_the_next_version_takes_its_place() {
        var first = Editions.published(EASY, MONDAY, "office");
        assertThat(first.redraft(HARD)).isEqualTo(new EditionChange.NoDraft<>());
        assertThat(first.publish(TUESDAY, "shop")).isEqualTo(new EditionChange.AlreadySo<>(first));

        var drafted = changed(first.draft(HARD, TUESDAY));
        assertThat(drafted.shown().definition()).isEqualTo(EASY);
        assertThat(drafted.draft(EASY, TUESDAY)).isEqualTo(new EditionChange.DraftExists<>(2));
        assertThat(drafted.draft(HARD, TUESDAY)).isEqualTo(new EditionChange.AlreadySo<>(drafted));
        var second = changed(drafted.publish(FRIDAY, "shop"));

        assertThat(second.shown().definition()).isEqualTo(HARD.as(2));
        assertThat(second.find(1).orElseThrow())
                .isEqualTo(first.last().retired(FRIDAY))
                .extracting(Edition::definition)
                .isEqualTo(EASY);
        assertThat(second.replacedBy(second.last())).contains(second.all().getFirst());
        assertThat(first.replacedBy(first.last())).isEmpty();
        assertThat(second.isRetiredAt(FRIDAY)).isFalse();
    }

    @Test
    void nobody_is_judged_between_a_retirement_and_the_next_publication() {
        var retired = changed(Editions.published(EASY, MONDAY, null).retire(TUESDAY));
        var again = changed(changed(retired.draft(HARD, TUESDAY)).publish(FRIDAY, null));

        assertThat(again.inForceAt(TUESDAY)).isEmpty();
        assertThat(again.isRetiredAt(TUESDAY)).as("as it was told then").isTrue();
        assertThat(again.inForceAt(FRIDAY)).contains(HARD.as(2));
        assertThat(again.replacedBy(again.last())).isEmpty();
    }

    @Test
    void what_is_added_to_a_published_version_leaves_it_as_it_was_written() {
        var published = Editions.published(EASY, MONDAY, null);

        assertThatIllegalArgumentException().isThrownBy(() -> published.supplemented(1, _ -> HARD));
        assertThat(published.supplemented(1, it -> it))
                .isEqualTo(new EditionChange.AlreadySo<>(published));
        assertThat(published.supplemented(2, it -> it))
                .isEqualTo(new EditionChange.NothingPublished<>());
    }

    @Test
    void a_draft_that_changed_since_is_not_simulated() {
        var tried = changed(Editions.begun(EASY, MONDAY).simulated(EASY, MONDAY));
        var other = changed(tried.redraft(HARD));

        assertThat(other.last().state()).isEqualTo(Edition.State.DRAFT);
        assertThat(other.simulated(EASY, FRIDAY)).isEqualTo(new EditionChange.AlreadySo<>(other));
        assertThat(changed(other.simulated(HARD, FRIDAY)).last().simulatedAt()).isEqualTo(FRIDAY);
    }

    /** What others keep who only listen: which version came into force when, none for retired. */
    private record Heard(Instant at, @Nullable Integer version) {}

    @Test
    void whatever_is_commanded_in_whatever_order_the_life_holds() {
        var random = new Random(11);
        for (var round = 0; round < 300; round++) {
            var at = MONDAY;
            var rule = Editions.begun(EASY, at);
            var heard = new ArrayList<Heard>();
            var published = new HashMap<Integer, Rule>();
            for (var step = 0; step < 40; step++) {
                // Now and then two commands in one moment.
                at = at.plus(Duration.ofHours(random.nextInt(3)));
                var before = rule;
                rule = commanded(rule, random, at);
                hear(before, rule, at, heard);
                rule.published()
                        .ifPresent(it -> published.putIfAbsent(it.version(), it.definition()));

                assertTheLifeHolds(before, rule, published);
            }
            for (var moment = MONDAY.minus(Duration.ofHours(2));
                    moment.isBefore(at.plus(Duration.ofHours(2)));
                    moment = moment.plus(Duration.ofMinutes(30))) {
                assertThat(rule.inForceAt(moment).map(Rule::version))
                        .isEqualTo(replayed(heard, moment));
            }
        }
    }

    private static Editions<Rule> commanded(Editions<Rule> rule, Random random, Instant at) {
        var other = new Rule("loyal", 1, "buys %d times".formatted(random.nextInt(4)));
        var change =
                switch (random.nextInt(6)) {
                    case 0 -> rule.draft(other, at);
                    case 1 -> rule.redraft(other);
                    case 2 -> rule.simulated(rule.last().definition(), at);
                    case 3 -> rule.simulated(other, at);
                    case 4 -> rule.publish(at, "office");
                    default -> rule.retire(at);
                };
        return switch (change) {
            case EditionChange.Changed<Rule>(var now) -> now;
            case EditionChange.AlreadySo<Rule>(var now) -> {
                assertThat(now).isEqualTo(rule);
                yield rule;
            }
            case EditionChange.DraftExists<Rule>(var version) -> {
                assertThat(rule.draft()).map(Edition::version).contains(version);
                yield rule;
            }
            case EditionChange.NoDraft<Rule>() -> {
                assertThat(rule.draft()).isEmpty();
                yield rule;
            }
            case EditionChange.Emptied<Rule>() -> throw new AssertionError("Nobody asks for it");
            case EditionChange.NotSimulated<Rule>() -> throw new AssertionError("Nobody asks it");
            case EditionChange.NothingPublished<Rule>() -> {
                assertThat(rule.published()).isEmpty();
                yield rule;
            }
        };
    }

    private static void hear(
            Editions<Rule> before, Editions<Rule> now, Instant at, List<Heard> heard) {
        var was = before.published().map(Edition::version).orElse(null);
        var is = now.published().map(Edition::version).orElse(null);
        if (was == null ? is != null : !was.equals(is)) {
            heard.add(new Heard(at, is));
        }
    }

    private static void assertTheLifeHolds(
            Editions<Rule> before, Editions<Rule> now, Map<Integer, Rule> published) {
        assertThat(now.revision() - before.revision()).isEqualTo(now.equals(before) ? 0 : 1);
        assertThat(now.all().subList(0, now.all().size() - 1)).noneMatch(Edition::isDraft);
        assertThat(now.all())
                .filteredOn(it -> it.state() == Edition.State.PUBLISHED)
                .hasSizeLessThanOrEqualTo(1);
        for (var number = 0; number < now.all().size(); number++) {
            assertThat(now.all().get(number).version()).isEqualTo(number + 1);
        }
        published.forEach((version, rule) ->
                assertThat(now.find(version).orElseThrow().definition()).isEqualTo(rule));
    }

    private static Optional<Integer> replayed(List<Heard> heard, Instant moment) {
        if (heard.isEmpty()) {
            return Optional.empty();
        }
        var version = heard.getFirst().version();
        for (var news : heard) {
            if (!news.at().isAfter(moment)) {
                version = news.version();
            }
        }
        return Optional.ofNullable(version);
    }

    private static Editions<Rule> changed(EditionChange<Rule> change) {
        assertThat(change).isInstanceOf(EditionChange.Changed.class);
        return ((EditionChange.Changed<Rule>) change).now();
    }
}
