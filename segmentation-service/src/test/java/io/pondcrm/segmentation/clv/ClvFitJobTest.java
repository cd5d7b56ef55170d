package io.pondcrm.segmentation.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvPeriods;
import io.pondcrm.segmentation.clv.domain.Family;
import io.pondcrm.segmentation.clv.domain.Timing;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** A fit whose instance dies half-way comes to the same as one that does not. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
class ClvFitJobTest {

    static final Clock NOON = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    static final Instant START = Instant.parse("2025-01-01T12:00:00Z");

    @Autowired MongoClvModels models;
    @Autowired MongoOperations mongo;

    final Crowd crowd = new Crowd(21_000);

    @Test
    void a_job_goes_on_with_the_range_that_was_not_kept_yet() {
        var job = new ClvFitJob(crowd, models, NOON);
        var quiet = new Attempt("clv-quiet", Integer.MAX_VALUE);
        job.run(quiet);
        assertThat(crowd.batches).isEqualTo(44);

        crowd.batches = 0;
        var interrupted = new Attempt("clv-interrupted", 41);
        assertThatThrownBy(() -> job.run(interrupted)).hasMessage("The machine is gone");
        assertThat(models.find(interrupted.model).orElseThrow().state())
                .isEqualTo(ClvModel.State.DRAFT);
        interrupted.checksLeft = Integer.MAX_VALUE;
        job.run(interrupted);

        // It died in the 42nd batch, and 40 are the first range: only the second is read again.
        assertThat(crowd.batches).isEqualTo(42 + 4);
        assertThat(interrupted.counters()).containsEntry("customers", 21_000L);
        var one = models.find(quiet.model).orElseThrow();
        var other = models.find(interrupted.model).orElseThrow();
        assertThat(one.state()).isEqualTo(ClvModel.State.FITTED);
        assertThat(other.fit()).isEqualTo(one.fit());
        assertThat(mongo.count(new Query(), ClvRangeDocument.class)).isZero();

        // A second job on a fitted model finds nothing to do.
        crowd.batches = 0;
        job.run(interrupted);
        assertThat(crowd.batches).isZero();
        assertThat(models.find(interrupted.model).orElseThrow()).isEqualTo(other);
    }

    /** One job; fails at a given check. */
    private final class Attempt implements JobRun {

        private final String model;
        private int checksLeft;
        private Map<String, Object> checkpoint = Map.of();
        private Map<String, Long> counters = Map.of();

        Attempt(String model, int checksLeft) {
            this.model = model;
            this.checksLeft = checksLeft;
            models.keep(
                    new ClvModel(
                            model,
                            "Half a year",
                            "CNY",
                            ZoneOffset.UTC,
                            Family.MBG_NBD,
                            Timing.WEEKS,
                            new ClvPeriods(
                                    null,
                                    LocalDate.parse("2025-12-31"),
                                    LocalDate.parse("2026-03-31")),
                            0.1,
                            ClvModel.State.DRAFT,
                            1,
                            null,
                            null,
                            null));
        }

        @Override
        public String id() {
            return "job-of-" + model;
        }

        @Override
        public Map<String, Object> params() {
            return Map.of("model", model);
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
        public void check() {
            if (checksLeft-- == 0) {
                throw new IllegalStateException("The machine is gone");
            }
        }

        @Override
        public void resultAt(String url) {
            assertThat(url).isEqualTo("/api/v1/clv-models/" + model + "/diagnostics");
        }

        @Override
        public void rejectsAt(String url) {
            throw new AssertionError("Nothing is rejected");
        }
    }

    /** Customers who buy every few weeks, and stop sometime. */
    private static final class Crowd implements Facts {

        private final List<CustomerFacts> customers = new ArrayList<>();
        private int batches;

        Crowd(int size) {
            var random = new SplittableRandom(11);
            for (var number = 1; number <= size; number++) {
                var customer = Fixtures.customer(number);
                var news = new ArrayList<Fact>();
                var at = START.plus(Duration.ofDays(random.nextInt(120)));
                var rhythm = 5 + random.nextInt(60);
                do {
                    news.add(
                            new Fact.Purchased(
                                    new Purchase(
                                            "txn-" + number + "-" + news.size(),
                                            1,
                                            Purchase.Kind.SALE,
                                            at,
                                            java.math.BigDecimal.valueOf(10 + random.nextInt(90)),
                                            "CNY",
                                            null)));
                    at = at.plus(Duration.ofDays(1 + random.nextInt(2 * rhythm)));
                } while (random.nextInt(4) > 0);
                customers.add(CustomerFacts.nothingAbout(customer).learn(news));
            }
        }

        @Override
        public Optional<CustomerFacts> find(CustomerId customer) {
            return customers.stream().filter(it -> it.customer().equals(customer)).findFirst();
        }

        @Override
        public List<CustomerFacts> listAfter(@Nullable CustomerId after, int limit) {
            batches++;
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
            throw new AssertionError("A fit tells nobody anything");
        }

        @Override
        public void reconsider(List<CustomerId> those) {
            throw new AssertionError("A fit tells nobody anything");
        }

        @Override
        public void reconsiderAll(@Nullable CustomerId after, Reached reached) {
            throw new AssertionError("A fit tells nobody anything");
        }

        @Override
        public long estimateCount() {
            return customers.size();
        }
    }
}
