package io.pondcrm.segmentation.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.segmentation.Attempt;
import io.pondcrm.segmentation.Crowd;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
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
import java.util.List;
import java.util.SplittableRandom;
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
    static final String RUN = "rfmrun-broken";

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

    final Crowd crowd = new Crowd(customers());

    @Test
    void a_job_goes_on_with_the_ranges_that_were_not_read_yet() {
        models.keep(Editions.published(MODEL, NOW, null));
        var job = new RfmRunJob(new RunRfm(crowd, runs, ranges), models, crowd);

        // It dies in the second of three ranges, while the others are read to their ends.
        crowd.breaksAfter(Fixtures.customer(15_000));
        var broken =
                new Attempt(
                        RfmRunJob.params(RUN, MODEL, NOW),
                        "/api/v1/rfm-models/" + MODEL.id() + "/runs/" + RUN);
        assertThatThrownBy(() -> job.run(broken)).hasMessage("The machine is gone");
        assertThat(runs.findRunById(RUN)).isEmpty();

        // Who comes meanwhile does not move the bounds.
        crowd.breaksAfter(null);
        crowd.pagesRead();
        job.run(broken);

        assertThat(crowd.pagesRead()).isEqualTo(20);
        var found = runs.findRunById(RUN).orElseThrow();
        var wanted = single(found);
        assertThat(found).isEqualTo(wanted.run());
        assertThat(
                        mongo.find(
                                query(where("run").is(RUN)).with(Sort.by("_id")),
                                RfmMemberDocument.class))
                .isEqualTo(
                        wanted.members().stream()
                                .map(it -> RfmMemberDocument.of(RUN, it))
                                .toList());
        assertThat(mongo.count(query(where("run").is(RUN)), RfmRangeDocument.class)).isZero();

        // A second attempt at a finished job finds nothing to do.
        job.run(broken);
        assertThat(crowd.pagesRead()).isZero();
        assertThat(runs.findRunById(RUN)).contains(found);
        runs.removeMembers(RUN);
        mongo.remove(query(where("_id").is(MODEL.id())), RfmModelHistoryDocument.class);
        mongo.remove(query(where("_id").is(MODEL.id())), RfmLatestDocument.class);
    }

    /** One loop over one table. */
    private RfmRun.Outcome single(RfmRun found) {
        var table = new RfmTable(CUSTOMERS);
        for (var number = 0; number < CUSTOMERS; number++) {
            var row = number;
            MODEL.measure(crowd.customers().get(number), NOW)
                    .ifPresent(values -> table.customer(row, values));
        }
        return RfmRun.over(
                found.id(),
                found.number(),
                MODEL,
                NOW,
                table,
                row -> crowd.customers().get(row).customer().value());
    }

    /** One in five bought nothing. */
    private static List<CustomerFacts> customers() {
        var random = new SplittableRandom(31);
        var customers = new ArrayList<CustomerFacts>();
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
        return customers;
    }
}
