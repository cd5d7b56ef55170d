package io.pondcrm.segmentation.rfm;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmMoves;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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

    RunRfm(Facts facts, MongoRfm rfm) {
        this.facts = facts;
        this.rfm = rfm;
    }

    /**
     * The first half: reads all customers and keeps the run.
     *
     * @param run the run's id; if that run is there already nothing happens
     * @param reached hears how far the reading has come
     */
    void score(String run, RfmModel model, Instant asOf, Facts.Reached reached) {
        if (rfm.findRunById(run).isPresent()) {
            return;
        }
        var table = new RfmTable(1_024);
        var customers = new ArrayList<String>();
        read(model, asOf, table, customers, _ -> {}, reached);
        keep(run, model, asOf, table, customers);
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
        return new Tried(outcome.run(), RfmMoves.between(before, after));
    }

    /** What a simulation found. */
    record Tried(RfmRun run, RfmMoves moves) {}

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

    private void keep(
            String run, RfmModel model, Instant asOf, RfmTable table, ArrayList<String> customers) {
        while (true) {
            var number = rfm.nextNumber(model.id());
            try {
                rfm.keep(RfmRun.over(run, number, model, asOf, table, customers::get));
                return;
            } catch (DuplicateKeyException _) {
                // Another run of this model took the number: take the next.
            }
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
