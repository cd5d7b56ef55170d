package io.pondcrm.customer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.feed.domain.FeedEntry;
import io.pondcrm.customer.feed.domain.FeedNews;
import io.pondcrm.customer.feed.domain.FeedReading;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.feed.domain.FeedView;
import io.pondcrm.customer.profile.domain.Transfers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.data.mongodb.core.MongoOperations;

/** Several writers, as of several instances, and a reader who never looks back. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class MongoFeedTest {

    private static final FeedView ALL = new FeedView(EnumSet.allOf(FeedType.class), null);

    @Autowired MongoOperations mongo;
    @Autowired Transfers transfers;
    @Autowired Clock clock;

    private MongoFeed feed;

    @BeforeEach
    void ours() {
        feed = anInstance();
    }

    private MongoFeed anInstance() {
        return new MongoFeed(mongo, new FeedHead(mongo), transfers, clock);
    }

    private static FeedNews news(String id, String... systems) {
        return new FeedNews(
                id,
                FeedType.CUSTOMER_UPDATED,
                "cus_" + id,
                Set.of(systems),
                Instant.parse("2026-11-20T12:00:00Z"),
                Map.of("n", id));
    }

    @Test
    void whoever_follows_misses_nothing_while_several_instances_write_and_repeat_themselves()
            throws Exception {
        var run = TestEvents.newId("evt");
        var begin = feed.head();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (var writer = 0; writer < 4; writer++) {
                var instance = anInstance();
                var number = writer;
                writing.add(
                        threads.submit(() -> {
                            for (var batch = 0; batch < 15; batch++) {
                                // Every second batch is told by two instances.
                                var by = batch % 2 == 0 ? number / 2 * 2 : number;
                                var name = run + "-" + by + "-" + batch + "-";
                                instance.append(
                                        IntStream.range(0, 20)
                                                .mapToObj(it -> news(name + it))
                                                .toList());
                            }
                        }));
            }
            var reading = threads.submit(() -> follow(begin, writing));
            for (var one : writing) {
                one.get();
            }
            var read = reading.get();

            for (var at = 1; at < read.size(); at++) {
                assertThat(read.get(at).sequence()).isEqualTo(read.get(at - 1).sequence() + 1);
            }
            var ours =
                    read.stream()
                            .map(it -> it.news().id())
                            .filter(it -> it.startsWith(run))
                            .toList();
            // 8 even batches of 2 pairs, and 7 odd ones of 4 writers.
            assertThat(ours).doesNotHaveDuplicates().hasSize((8 * 2 + 7 * 4) * 20);
            assertThat(ours)
                    .containsSubsequence(
                            IntStream.range(0, 20).mapToObj(it -> run + "-3-5-" + it).toList());
        }
    }

    private List<FeedEntry> follow(long begin, List<Future<?>> writing) {
        var read = new ArrayList<FeedEntry>();
        var position = begin;
        while (true) {
            var isLast = writing.stream().allMatch(Future::isDone);
            var part = (FeedReading.Part) feed.read(ALL, position, 37);
            read.addAll(part.entries());
            position = part.position();
            if (isLast && part.isWhole()) {
                return read;
            }
        }
    }

    @Test
    void a_partner_s_reading_moves_on_though_there_is_nothing_for_it() {
        var system = "quiet" + feed.head();
        var begin = feed.head();
        feed.append(List.of(news(TestEvents.newId("evt"), "loud")));

        var part = (FeedReading.Part) feed.read(new FeedView(ALL.types(), system), begin, 10);

        assertThat(part.entries()).isEmpty();
        assertThat(part.isWhole()).isTrue();
        assertThat(part.position()).isGreaterThan(begin);
    }

    @Test
    void what_is_no_longer_kept_is_told_and_places_go_on() {
        var begin = feed.head();
        feed.append(List.of(news(TestEvents.newId("evt")), news(TestEvents.newId("evt"))));
        var last = feed.head();

        // Other tests may have set the clock forward.
        while (feed.removeBefore(clock.instant().plus(Duration.ofDays(36_500)))) {
            assertThat(feed.head()).isEqualTo(last);
        }

        assertThat(feed.read(ALL, begin, 10)).isEqualTo(new FeedReading.TooOld(last));
        assertThat(feed.read(ALL, last + 5, 10)).isEqualTo(new FeedReading.Unknown(last));
        feed.append(List.of(news(TestEvents.newId("evt"))));
        assertThat(((FeedReading.Part) feed.read(ALL, last - 1, 10)).entries())
                .extracting(FeedEntry::sequence)
                .startsWith(last, last + 1);
    }
}
