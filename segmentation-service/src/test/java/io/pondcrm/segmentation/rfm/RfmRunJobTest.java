package io.pondcrm.segmentation.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.rfm.domain.Bins;
import io.pondcrm.segmentation.rfm.domain.Grid;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import io.pondcrm.segmentation.rfm.domain.Weights;
import io.pondcrm.segmentation.score.domain.Name;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;

/** A run whose instance dies half-way comes to the same as one that does not. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
class RfmRunJobTest {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final int CUSTOMERS = 21_500;

    static final RfmModel MODEL =
            new RfmModel(
                    "rfm-of-a-crowd",
                    1,
                    new Name("Fifths", "五分位"),
                    "CNY",
                    Duration.ofDays(365),
                    ZoneOffset.UTC,
                    new Bins.Quantiles(5),
                    Weights.EQUAL,
                    RfmModel.Refunds.SUBTRACT,
                    new Grid.EightClasses(Grid.Middle.MEAN));

    @Autowired MongoRfm runs;
    @Autowired MongoRfmModels models;
    @Autowired MongoRfmRanges ranges;
    @Autowired MongoOperations mongo;

    final Crowd crowd = new Crowd();

    @Test
    void a_job_goes_on_with_the_ranges_that_were_not_read_yet() {
        models.keep(Editions.published(MODEL, NOW, null));
        var job = new RfmRunJob(new RunRfm(crowd, runs, ranges), models, crowd);

        // It dies in the second of three ranges, while the others are read to their ends.
        crowd.breaksAfter = Fixtures.customer(15_000);
        var broken = new Attempt("rfmrun-broken");
        assertThatThrownBy(() -> job.run(broken)).hasMessage("The machine is gone");
        assertThat(runs.findRunById(broken.run)).isEmpty();

        // Who comes meanwhile does not move the bounds.
        crowd.breaksAfter = null;
        crowd.pages.set(0);
        job.run(broken);

        assertThat(crowd.pages).hasValue(20);
        var found = runs.findRunById(broken.run).orElseThrow();
        var wanted = single(found);
        assertThat(found).isEqualTo(wanted.run());
        assertThat(
                        mongo.find(
                                query(where("run").is(broken.run)).with(Sort.by("_id")),
                                RfmMemberDocument.class))
                .isEqualTo(
                        wanted.members().stream()
                                .map(it -> RfmMemberDocument.of(broken.run, it))
                                .toList());
        assertThat(mongo.count(query(where("run").is(broken.run)), RfmRangeDocument.class))
                .isZero();

        // A second attempt at a finished job finds nothing to do.
        crowd.pages.set(0);
        job.run(broken);
        assertThat(crowd.pages).hasValue(0);
        assertThat(runs.findRunById(broken.run)).contains(found);
        runs.removeMembers(broken.run);
        mongo.remove(query(where("_id").is(MODEL.id())), RfmModelHistoryDocument.class);
        mongo.remove(query(where("_id").is(MODEL.id())), RfmLatestDocument.class);
    }

    /** One loop over one table. */
    private RfmRun.Outcome single(RfmRun found) {
        var table = new RfmTable(CUSTOMERS);
        for (var number = 0; number < CUSTOMERS; number++) {
            var row = number;
            MODEL.measure(crowd.customers.get(number), NOW)
                    .ifPresent(values -> table.customer(row, values));
        }
        return RfmRun.over(
                found.id(),
                found.number(),
                MODEL,
                NOW,
                table,
                row -> crowd.customers.get(row).customer().value());
    }

    /** One job. */
    private static final class Attempt implements JobRun {

        private final String run;
        private Map<String, Object> checkpoint = Map.of();
        private Map<String, Long> counters = Map.of();

        Attempt(String run) {
            this.run = run;
        }

        @Override
        public String id() {
            return "job-of-" + run;
        }

        @Override
        public Map<String, Object> params() {
            return Map.copyOf(RfmRunJob.params(run, MODEL, NOW));
        }

        @Override
        public Map<String, Object> checkpoint() {
            return checkpoint;
        }

        @Override
        public Map<String, Long> counters() {
            return counters;
        }

        @Override
        public void progress(long done, long total) {
            assertThat(done).isLessThanOrEqualTo(total);
        }

        @Override
        public void save(Map<String, ?> now, Map<String, Long> counted) {
            checkpoint = new HashMap<>(now);
            counters = Map.copyOf(counted);
        }

        @Override
        public void check() {}

        @Override
        public void resultAt(String url) {
            assertThat(url).isEqualTo("/api/v1/rfm-models/" + MODEL.id() + "/runs/" + run);
        }

        @Override
        public void rejectsAt(String url) {
            throw new AssertionError("Nothing is rejected");
        }
    }

    /** Customers of whom one in five bought nothing; several lanes read them at once. */
    private static final class Crowd implements Facts {

        private final List<CustomerFacts> customers = new ArrayList<>();
        private final AtomicInteger pages = new AtomicInteger();
        private volatile @Nullable CustomerId breaksAfter;

        Crowd() {
            var random = new SplittableRandom(31);
            for (var number = 1; number <= CUSTOMERS; number++) {
                var news = new ArrayList<Fact>();
                for (var time = random.nextInt(5); time > 0; time--) {
                    news.add(
                            new Fact.Purchased(
                                    Fixtures.sale(
                                            number + "-" + time,
                                            NOW.minus(Duration.ofHours(random.nextInt(8_000))),
                                            random.nextInt(900) + ".25")));
                }
                customers.add(CustomerFacts.nothingAbout(Fixtures.customer(number)).learn(news));
            }
        }

        @Override
        public Optional<CustomerFacts> find(CustomerId customer) {
            throw new AssertionError("Nobody is asked for");
        }

        @Override
        public List<CustomerId> listBounds(int size) {
            return List.of(Fixtures.customer(size), Fixtures.customer(2L * size));
        }

        @Override
        public List<CustomerFacts> listAfter(@Nullable CustomerId after, int limit) {
            pages.incrementAndGet();
            if (after != null && after.equals(breaksAfter)) {
                throw new IllegalStateException("The machine is gone");
            }
            var from = 0;
            while (after != null
                    && from < customers.size()
                    && customers.get(from).customer().value().compareTo(after.value()) <= 0) {
                from++;
            }
            return customers.subList(from, Math.min(customers.size(), from + limit));
        }

        @Override
        public void learn(Map<CustomerId, List<Fact>> news) {
            throw new AssertionError("A run learns nothing");
        }

        @Override
        public void reconsider(List<CustomerId> those) {
            throw new AssertionError("A run reconsiders everybody or nobody");
        }

        @Override
        public void reconsiderAll(@Nullable CustomerId after, Reached reached) {
            // Nobody hears of it here.
        }

        @Override
        public long estimateCount() {
            return customers.size();
        }
    }
}
