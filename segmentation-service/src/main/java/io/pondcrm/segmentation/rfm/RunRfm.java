package io.pondcrm.segmentation.rfm;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.Lanes;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.CustomerRange;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRange;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import io.pondcrm.segmentation.rfm.domain.RfmTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Scores all customers by a model as of a moment, then lets every customer hear of it. Run again
 * from any point it ends the same.
 */
@Component
class RunRfm {

    private static final int BATCH = 500;

    private final Facts facts;
    private final MongoRfm rfm;
    private final MongoRfmRanges ranges;

    RunRfm(Facts facts, MongoRfm rfm, MongoRfmRanges ranges) {
        this.facts = facts;
        this.rfm = rfm;
        this.ranges = ranges;
    }

    /**
     * The first half: reads all customers, range by range and several side by side, and keeps the
     * run. A range that was read is kept, so that another attempt goes on with the others.
     *
     * @param run the run's id; if that run is there already nothing happens
     * @param parts all customers, the same in each attempt
     * @param reached hears how many customers more were read; may throw to stop
     */
    void score(
            String run,
            RfmModel model,
            Instant asOf,
            List<CustomerRange> parts,
            IntConsumer reached) {
        if (rfm.findRunById(run).isEmpty()) {
            Lanes.work(parts.iterator(), part -> read(run, model, asOf, part), reached::accept);
            var scored = RfmRun.over(run, model, asOf, ranges.all(run, parts.size()));
            rfm.removeMembers(run);
            var tallies = new ArrayList<RfmTally>();
            Lanes.work(
                    parts.iterator(),
                    part -> place(scored, part),
                    tally -> {
                        tallies.add(tally);
                        reached.accept(0);
                    });
            rfm.keep(scored.counting(tallies.stream().reduce(RfmTally.NONE, RfmTally::and)));
        }
        ranges.remove(run);
    }

    private int read(String run, RfmModel model, Instant asOf, CustomerRange part) {
        return ranges.findRead(run, part.number())
                .orElseGet(() -> {
                    var reading = new RfmRange.Reading();
                    var read =
                            part.read(
                                    facts,
                                    BATCH,
                                    known ->
                                            model.measure(known, asOf)
                                                    .ifPresent(values ->
                                                            reading.add(known.customer(), values)));
                    ranges.keep(run, part.number(), read, reading.toRange());
                    return read;
                });
    }

    private RfmTally place(RfmRun scored, CustomerRange part) {
        var members = scored.membersOf(ranges.get(scored.id(), part.number()));
        rfm.keepMembers(scored.id(), members);
        return RfmTally.of(members);
    }

    /**
     * What a run would find, and who would move; nothing is kept.
     *
     * @param id what the run is called
     * @param against the run in effect; null for none
     */
    Tried tryOut(
            String id,
            RfmModel draft,
            @Nullable String against,
            Instant asOf,
            Facts.Reached reached) {
        var current = against == null ? null : rfm.findRunById(against).orElseThrow();
        var before = new HashMap<String, RfmSegment>();
        var table = new RfmTable(1_024);
        var customers = new ArrayList<String>();
        read(
                draft,
                asOf,
                table,
                customers,
                known -> {
                    if (current != null) {
                        current.place(known, asOf)
                                .ifPresent(
                                        it -> before.put(known.customer().value(), it.segment()));
                    }
                },
                reached);
        var outcome = RfmRun.over(id, 0, draft, asOf, table, customers::get);
        var after = new HashMap<String, RfmSegment>();
        outcome.members().forEach(it -> after.put(it.customer().value(), it.segment()));
        return new Tried(outcome.run(), Moves.between(before, after));
    }

    /** What a simulation found. */
    record Tried(RfmRun run, Moves<RfmSegment> moves) {}

    private void read(
            RfmModel model,
            Instant asOf,
            RfmTable table,
            List<String> customers,
            Consumer<CustomerFacts> looked,
            Facts.Reached reached) {
        for (var page : facts.pagesAfter(null, BATCH)) {
            for (var known : page) {
                var number = customers.size();
                customers.add(known.customer().value());
                model.measure(known, asOf).ifPresent(values -> table.customer(number, values));
                looked.accept(known);
            }
            reached.customer(page.getLast().customer(), page.size());
        }
    }

    /**
     * The second half: the run decides from now on, and every customer is scored by it.
     *
     * @param after the last customer who was done before; null for none
     */
    void putInEffect(String run, @Nullable CustomerId after, Facts.Reached reached) {
        rfm.putInEffect(rfm.findRunById(run).orElseThrow());
        facts.reconsiderAll(after, reached);
    }
}
