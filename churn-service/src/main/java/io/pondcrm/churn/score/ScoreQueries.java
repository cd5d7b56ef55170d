package io.pondcrm.churn.score;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * Reads scores from where customers stand. They are right as they lie: who is due to change is
 * scored anew within a moment.
 */
@Component
class ScoreQueries {

    private static final String STANDINGS = "standings";
    private static final String LEFT = "left_standings";

    /** Who never bought has no score and belongs to no list. */
    private static final List<String> ALL = Arrays.stream(Band.values()).map(Band::name).toList();

    private final MongoOperations mongo;
    private final Clock clock;
    private final Currency currency;

    ScoreQueries(
            MongoOperations mongo, Clock clock, @Value("${pond.churn.currency:CNY}") String code) {
        this.mongo = mongo;
        this.clock = clock;
        this.currency = Currency.getInstance(code);
    }

    /** The part of a standing that lists of scores need. */
    @org.springframework.data.mongodb.core.mapping.Document(STANDINGS)
    record ScoredRow(@Id String id, ScorePart score) {

        ScorePayloads.Row toPayload() {
            return new ScorePayloads.Row(
                    id,
                    score.value,
                    score.band,
                    score.label,
                    score.loss == null || score.currency == null
                            ? null
                            : Money.of(score.loss, score.currency),
                    score.asOf);
        }
    }

    record ScorePart(
            String value,
            String band,
            String label,
            @Nullable String loss,
            @Nullable String currency,
            Instant asOf) {}

    Page<ScorePayloads.Row> list(@Nullable Band band, PageRequest page) {
        var inBand = Criteria.where("score.band");
        return page.find(
                mongo,
                band == null ? inBand.in(ALL) : inBand.is(band.name()),
                ScoredRow.class,
                ScoredRow::toPayload);
    }

    private record Sum(long customers, long lossMinor) {

        private static final Sum NONE = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(customers + other.customers, lossMinor + other.lossMinor);
        }
    }

    ScorePayloads.Overview overview() {
        var here = bands(STANDINGS);
        var left = bands(LEFT);
        var counts =
                Arrays.stream(Band.values())
                        .map(band ->
                                count(
                                        band,
                                        here.getOrDefault(band.name(), Sum.NONE),
                                        left.getOrDefault(band.name(), Sum.NONE)))
                        .toList();
        return new ScorePayloads.Overview(
                counts.stream().mapToLong(ScorePayloads.BandCount::customers).sum(),
                counts.stream().mapToLong(ScorePayloads.BandCount::anonymized).sum(),
                counts,
                warnings(),
                clock.instant());
    }

    private Map<String, Sum> bands(String collection) {
        var sums = new HashMap<String, Sum>();
        mongo.aggregate(
                        Aggregation.newAggregation(
                                Aggregation.match(Criteria.where("score.band").in(ALL)),
                                Aggregation.group("score.band")
                                        .count()
                                        .as("customers")
                                        .sum("score.lossMinor")
                                        .as("loss")),
                        collection,
                        Document.class)
                .forEach(row ->
                        sums.put(
                                row.getString("_id"),
                                new Sum(number(row, "customers"), number(row, "loss"))));
        return sums;
    }

    private ScorePayloads.BandCount count(Band band, Sum here, Sum left) {
        var sum = here.plus(left);
        return new ScorePayloads.BandCount(
                band.name(),
                band.from().toPlainString(),
                sum.customers,
                left.customers,
                new Money(
                        BigDecimal.valueOf(
                                sum.lossMinor, Math.max(0, currency.getDefaultFractionDigits())),
                        currency));
    }

    private ScorePayloads.WarningCounts warnings() {
        var counts = new HashMap<String, Long>();
        for (var field : new String[] {"warning.state", "warning.outcome"}) {
            for (var collection : new String[] {STANDINGS, LEFT}) {
                mongo.aggregate(
                                Aggregation.newAggregation(
                                        Aggregation.match(
                                                Criteria.where("warning.state").exists(true)),
                                        Aggregation.group(field).count().as("customers")),
                                collection,
                                Document.class)
                        .forEach(row ->
                                counts.merge(
                                        field + row.get("_id"),
                                        number(row, "customers"),
                                        Long::sum));
            }
        }
        return new ScorePayloads.WarningCounts(
                counts.getOrDefault("warning.stateOPEN", 0L),
                counts.getOrDefault("warning.stateACKNOWLEDGED", 0L),
                counts.getOrDefault("warning.outcomePURCHASED", 0L),
                counts.getOrDefault("warning.outcomeRISK_FELL", 0L),
                counts.getOrDefault("warning.outcomeMERGED", 0L),
                counts.getOrDefault("warning.outcomeRESOLVED", 0L),
                counts.getOrDefault("warning.outcomeDISMISSED", 0L));
    }

    private static long number(Document row, String field) {
        return row.get(field, Number.class).longValue();
    }
}
