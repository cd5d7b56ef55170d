package io.pondcrm.segmentation.abc;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.Lanes;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcClassification;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.abc.domain.AbcPlacements;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import io.pondcrm.segmentation.abc.domain.Measured;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.CustomerRange;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Classifies all customers, then lets every customer hear of it. Run again it ends the same. */
@Component
class RunAbc {

    private static final int BATCH = 500;
    private static final int RANGE = 10_000;
    private static final int SHARE_DIGITS = 8;

    private final Facts facts;
    private final MongoAbc abc;
    private final AbcPlacements placements;

    RunAbc(Facts facts, MongoAbc abc, AbcPlacements placements) {
        this.facts = facts;
        this.abc = abc;
        this.placements = placements;
    }

    /**
     * The first half: reads all customers, ranges of them side by side, and keeps the classes.
     *
     * @param reached hears how many customers more were read; may throw to stop
     */
    void classify(String id, IntConsumer reached) {
        var stored = abc.find(id).orElseThrow();
        if (stored.finished()) {
            return;
        }
        var classification = stored.toDomain();
        abc.removeMembers(id);
        var rows = new ArrayList<Row>();
        var unmeasured = new AtomicInteger();
        Lanes.work(
                CustomerRange.between(facts.listBounds(RANGE)).iterator(),
                range -> read(classification, range),
                part -> {
                    rows.addAll(part.rows());
                    keepUnmeasured(part.unmeasured());
                    unmeasured.addAndGet(part.unmeasured().size());
                    reached.accept(part.read());
                });
        var table =
                AbcTable.of(rows.stream().mapToLong(Row::value).toArray(), classification.cuts());
        keep(classification, table, rows, unmeasured.get());
    }

    /** What a customer brought and gave back, as whole numbers. */
    private record Row(String customer, long value, long refunds) {}

    /**
     * A range's customers who count.
     *
     * @param read how many customers it has in all
     */
    private record Part(int read, List<Row> rows, List<AbcUnmeasuredDocument> unmeasured) {}

    private Part read(AbcClassification classification, CustomerRange range) {
        var rows = new ArrayList<Row>();
        var unmeasured = new ArrayList<AbcUnmeasuredDocument>();
        var read =
                range.read(
                        facts,
                        BATCH,
                        known -> {
                            var customer = known.customer().value();
                            switch (classification.measure(known)) {
                                case Measured.Brought brought ->
                                        rows.add(
                                                new Row(
                                                        customer,
                                                        AbcClassification.ranked(brought.net()),
                                                        AbcClassification.ranked(
                                                                brought.refunds())));
                                case Measured.Unmeasured it ->
                                        unmeasured.add(
                                                AbcUnmeasuredDocument.of(
                                                        classification.id(), customer, it));
                                case Measured.Nothing _ -> {}
                            }
                        });
        return new Part(read, rows, unmeasured);
    }

    private void keepUnmeasured(List<AbcUnmeasuredDocument> customers) {
        for (var first = 0; first < customers.size(); first += BATCH) {
            abc.keepUnmeasured(customers.subList(first, Math.min(customers.size(), first + BATCH)));
        }
    }

    private void keep(
            AbcClassification classification, AbcTable table, List<Row> rows, int unmeasured) {
        var sums = new HashMap<AbcClass, BigDecimal>();
        var counts = new HashMap<AbcClass, Integer>();
        var part = new ArrayList<AbcMemberDocument>();
        var total = BigDecimal.ZERO;
        for (var rank = 0; rank < table.rows(); rank++) {
            var place = classification.placeAt(table, rank);
            var row = rows.get(table.rowAt(rank));
            part.add(
                    AbcMemberDocument.of(
                            row.customer(), place, AbcClassification.fromRanked(row.refunds())));
            sums.merge(place.abcClass(), place.value(), BigDecimal::add);
            counts.merge(place.abcClass(), 1, Integer::sum);
            total = total.add(place.value());
            if (part.size() == BATCH) {
                abc.keepMembers(part);
                part.clear();
            }
        }
        if (!part.isEmpty()) {
            abc.keepMembers(part);
        }
        var base = BigDecimal.valueOf(table.base(), 4);
        var classes = new ArrayList<AbcDocument.Summary>();
        for (var abcClass : AbcClass.values()) {
            var sum = sums.getOrDefault(abcClass, BigDecimal.ZERO);
            classes.add(
                    new AbcDocument.Summary(
                            abcClass.name(),
                            counts.getOrDefault(abcClass, 0),
                            sum.toPlainString(),
                            base.signum() == 0
                                    ? "0"
                                    : sum.divide(base, SHARE_DIGITS, RoundingMode.HALF_UP)
                                            .toPlainString()));
        }
        abc.finish(classification.id(), table.rows(), unmeasured, total.toPlainString(), classes);
    }

    /**
     * The second half of a trial: counts who would go from which class to which. Nobody's class is
     * touched.
     *
     * @param reached hears how many customers more were looked at; may throw to stop
     */
    void compare(String id, IntConsumer reached) {
        if (abc.find(id).orElseThrow().moves() != null) {
            return;
        }
        var against = abc.findLatest(null).map(AbcDocument::id).orElse(null);
        var moves = Moves.<AbcClass>none();
        for (var page : facts.pagesAfter(null, BATCH)) {
            var customers = page.stream().map(it -> it.customer().value()).toList();
            var before = against == null ? Map.<String, AbcClass>of() : classes(against, customers);
            var after = classes(id, customers);
            moves =
                    moves.and(
                            customers.stream()
                                    .map(it -> new Moves.Move<>(before.get(it), after.get(it)))
                                    .toList());
            reached.accept(customers.size());
        }
        abc.keepMoves(id, against, moves);
    }

    private Map<String, AbcClass> classes(String id, List<String> customers) {
        return abc.membersAmong(id, customers).stream()
                .collect(
                        Collectors.toMap(
                                AbcMemberDocument::customer, it -> it.toDomain().abcClass()));
    }

    /**
     * The second half, if it changes who decides: every customer's class is from now on that of the
     * classification in use, which is this one, or the one behind it where this one is retired.
     *
     * @param after the last customer who was done before; null for none
     */
    void putInEffect(String id, @Nullable CustomerId after, Facts.Reached reached) {
        var inUse = abc.findLatest(null).map(AbcDocument::id);
        var itself = abc.find(id).orElseThrow();
        if (!inUse.equals(Optional.of(id)) && itself.retiredAt() == null) {
            return;
        }
        var turn = new AbcPlacements.Turn(inUse.orElse(id), itself.turnedAt());
        for (var page : facts.pagesAfter(after, BATCH)) {
            var customers = page.stream().map(CustomerFacts::customer).toList();
            var places = new HashMap<CustomerId, AbcPlacement>();
            inUse.ifPresent(it ->
                    abc.membersAmong(it, customers.stream().map(CustomerId::value).toList())
                            .forEach(member ->
                                    places.put(
                                            new CustomerId(member.customer()), member.toDomain())));
            placements.place(turn, customers, places);
            reached.customer(customers.getLast(), customers.size());
        }
    }
}
