package io.pondcrm.chassis.basics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Ids ids = Ids.timeOrdered(clock);

    @Test
    void ids_of_one_millisecond_sort_as_they_were_made() {
        assertThat(texts(100_000)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ids_go_on_rising_when_the_clock_is_set_back() {
        var before = texts(3);
        now.set(NOON.minus(Duration.ofHours(1)));
        var meanwhile = texts(3);
        now.set(NOON.plusMillis(1));
        var after = texts(3);

        assertThat(Stream.of(before, meanwhile, after).flatMap(it -> it.stream())).isSorted();
    }

    @Test
    void an_id_tells_its_millisecond_version_and_variant() {
        var id = ids.next();

        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void two_makers_make_different_ids_and_several_threads_share_one_row() throws Exception {
        var all = new HashSet<>(texts(Ids.timeOrdered(clock), 1_000));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> thousand = () -> texts(1_000);
            for (var made : threads.invokeAll(Collections.nCopies(4, thousand))) {
                assertThat(made.get()).isSorted();
                all.addAll(made.get());
            }
        }

        assertThat(all).hasSize(5_000);
    }

    private List<String> texts(int count) {
        return texts(ids, count);
    }

    private static List<String> texts(Ids ids, int count) {
        return Stream.generate(() -> TypeId.of("x", ids.next())).limit(count).toList();
    }
}
