package io.pondcrm.segmentation.facts.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileHistoryTest {

    private static final Instant CREATED = day("2026-01-01");

    /** One version as it was told. */
    private record Told(Profile profile, Instant since) {}

    private static Profile saying(long version, String tag) {
        return new Profile(
                version, "PERSON", null, null, null, null, null, Set.of(tag), Set.of(), CREATED);
    }

    private static ProfileHistory heard(List<Told> all) {
        var history = ProfileHistory.NONE;
        for (var told : all) {
            history = history.with(told.profile, told.since);
        }
        return history;
    }

    @Test
    void any_order_any_number_of_times_gives_the_same_history() {
        var kept = 0;
        var told = 0;
        for (var round = 0; round < 400; round++) {
            var random = new Random(round);
            var all = versions(random);
            var inOrder = heard(all);
            var delivered = new ArrayList<>(all);
            all.forEach(it -> delivered.addAll(Collections.nCopies(random.nextInt(3), it)));
            Collections.shuffle(delivered, random);

            assertThat(heard(delivered)).as("round %d", round).isEqualTo(inOrder);
            for (var again : delivered) {
                assertThat(inOrder.with(again.profile, again.since)).isSameAs(inOrder);
            }
            for (var look = 0; look < 60; look++) {
                var at = CREATED.plus(Duration.ofHours(random.nextInt(-10, 100)));
                assertThat(tags(inOrder, at)).isEqualTo(plainly(all, at));
            }
            told += all.size();
            kept += inOrder.versions().size();
        }
        assertThat(kept).isLessThan(told * 4 / 5);
    }

    /** Numbers are passed over, things are said again, clocks differ a little. */
    private static List<Told> versions(Random random) {
        var all = new ArrayList<Told>();
        var version = 0;
        for (var left = random.nextInt(12); left > 0; left--) {
            version += random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
            var hours = Math.max(0, version * 6 + random.nextInt(-9, 9));
            all.add(
                    new Told(
                            saying(version, "t" + random.nextInt(2)),
                            CREATED.plus(Duration.ofHours(hours))));
        }
        return all;
    }

    private static @Nullable Set<String> tags(ProfileHistory history, Instant at) {
        return history.findAt(at).map(it -> it.profile().tags()).orElse(null);
    }

    /** Of those told by a moment the newest; before all, the newest of those that came first. */
    private static @Nullable Set<String> plainly(List<Told> all, Instant at) {
        var earliest = all.stream().map(Told::since).min(Comparator.naturalOrder()).orElse(at);
        var until = at.isBefore(earliest) ? earliest : at;
        return all.stream()
                .filter(it -> !it.since.isAfter(until))
                .map(Told::profile)
                .max(Comparator.comparing(Profile::sequence))
                .map(Profile::tags)
                .orElse(null);
    }

    @Test
    void what_follows_and_says_the_same_is_one_version() {
        var history =
                heard(
                        List.of(
                                new Told(saying(1, "a"), CREATED),
                                new Told(saying(2, "a"), CREATED.plusSeconds(60)),
                                new Told(saying(3, "b"), CREATED.plusSeconds(120)),
                                new Told(saying(4, "b"), CREATED.plusSeconds(180))));

        assertThat(history.versions())
                .containsExactly(
                        new ProfileHistory.Version(saying(2, "a"), 1, CREATED),
                        new ProfileHistory.Version(saying(4, "b"), 3, CREATED.plusSeconds(120)));
        assertThat(history.latest()).isEqualTo(saying(4, "b"));
        assertThat(history.course()).isEqualTo(history.versions());
    }

    @Test
    void of_very_many_versions_the_newest_are_kept() {
        var all = new ArrayList<Told>();
        for (var version = 1; version <= ProfileHistory.MOST + 50; version++) {
            all.add(new Told(saying(version, "t" + version), CREATED.plusSeconds(version)));
        }

        var history = heard(all);

        assertThat(history.versions()).hasSize(ProfileHistory.MOST);
        assertThat(tags(history, CREATED.plusSeconds(7))).containsExactly("t51");
        assertThat(history.with(all.getFirst().profile, all.getFirst().since)).isSameAs(history);
        Collections.shuffle(all, new Random(1));
        assertThat(heard(all)).isEqualTo(history);
    }

    /** A version that was kept before moments were seems as old as the customer. */
    @Test
    void hearing_everything_again_gives_a_moment_to_what_had_none() {
        var kept = heard(List.of(new Told(saying(3, "c"), CREATED)));
        var all =
                List.of(
                        new Told(saying(1, "a"), CREATED),
                        new Told(saying(2, "b"), CREATED.plusSeconds(60)),
                        new Told(saying(3, "c"), CREATED.plusSeconds(120)));
        var history = kept;
        for (var told : all) {
            history = history.with(told.profile, told.since);
        }

        assertThat(tags(kept, CREATED)).containsExactly("c");
        assertThat(history).isEqualTo(heard(all));
    }

    @Test
    void an_attribute_is_read_by_its_type_or_is_not_there() {
        var profile =
                new Profile(
                        1,
                        "ORGANIZATION",
                        null,
                        null,
                        null,
                        null,
                        null,
                        Set.of(),
                        Map.of("assets", "1200.50", "listed", "true", "until", "2026-02-30"),
                        Set.of(),
                        CREATED);
        var types =
                new AttributeTypes(
                        Map.of(
                                "assets", AttributeType.NUMBER,
                                "listed", AttributeType.BOOLEAN,
                                "until", AttributeType.DATE,
                                "size", AttributeType.TEXT));

        assertThat(types.read(profile, "assets")).isEqualTo(new BigDecimal("1200.50"));
        assertThat(types.read(profile, "listed")).isEqualTo(true);
        assertThat(types.read(profile, "until")).isNull();
        assertThat(types.read(profile, "size")).isNull();
        assertThat(types.read(profile, "undeclared")).isNull();
        assertThat(AttributeType.DATE.read("2026-02-28")).isEqualTo(LocalDate.of(2026, 2, 28));
        for (var text : List.of("", "1e9", "1,200", " 1", "٣", "0x1", "1.")) {
            assertThat(AttributeType.NUMBER.read(text)).as(text).isNull();
        }
        assertThat(AttributeType.BOOLEAN.read("yes")).isNull();
    }
}
