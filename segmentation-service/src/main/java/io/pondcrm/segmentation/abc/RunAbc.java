package io.pondcrm.segmentation.abc;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcClassification;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.abc.domain.AbcPlacements;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import io.pondcrm.segmentation.abc.domain.Measured;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Classifies all customers, then lets every customer hear of it. Run again it ends the same. */
@Component
class RunAbc {

    private static final int BATCH = 500;
    private static final int SHARE_DIGITS = 8;

    private final Facts facts;
    private final MongoAbc abc;
    private final AbcPlacements placements;

    RunAbc(Facts facts, MongoAbc abc, AbcPlacements placements) {
        this.facts = facts;
        this.abc = abc;
        this.placements = placements;
    }

    /** The first half: reads all customers, and keeps the classes. */
    void classify(String id, Facts.Reached reached) {
        var stored = abc.find(id).orElseThrow();
        if (stored.finished()) {
            return;
        }
        var classification = stored.toDomain();
        abc.removeMembers(id);
        var unmeasured = 0;
        var customers = new ArrayList<String>();
        var values = new long[1_024];
        var refunds = new long[1_024];
        for (var page : facts.pagesAfter(null, BATCH)) {
            var without = new ArrayList<AbcUnmeasuredDocument>();
            for (var known : page) {
                var customer = known.customer().value();
                switch (classification.measure(known)) {
                    case Measured.Brought brought -> {
                        if (customers.size() == values.length) {
                            values = Arrays.copyOf(values, values.length * 2);
                            refunds = Arrays.copyOf(refunds, refunds.length * 2);
                        }
                        values[customers.size()] = AbcClassification.ranked(brought.net());
                        refunds[customers.size()] = AbcClassification.ranked(brought.refunds());
                        customers.add(customer);
                    }
                    case Measured.Unmeasured it ->
                            without.add(AbcUnmeasuredDocument.of(id, customer, it));
                    case Measured.Nothing _ -> {}
                }
            }
            if (!without.isEmpty()) {
                abc.keepUnmeasured(without);
                unmeasured += without.size();
            }
            reached.customer(page.getLast().customer(), page.size());
        }
        var table = AbcTable.of(Arrays.copyOf(values, customers.size()), classification.cuts());
        keep(classification, table, customers, refunds, unmeasured);
    }

    private void keep(
            AbcClassification classification,
            AbcTable table,
            List<String> customers,
            long[] refunds,
            int unmeasured) {
        var sums = new HashMap<AbcClass, BigDecimal>();
        var counts = new HashMap<AbcClass, Integer>();
        var part = new ArrayList<AbcMemberDocument>();
        var total = BigDecimal.ZERO;
        for (var rank = 0; rank < table.rows(); rank++) {
            var place = classification.placeAt(table, rank);
            var row = table.rowAt(rank);
            part.add(
                    AbcMemberDocument.of(
                            customers.get(row), place, AbcClassification.fromRanked(refunds[row])));
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
     * The second half, if no later classification is there already: every customer's class is this
     * one's from now on.
     *
     * @param after the last customer who was done before; null for none
     */
    void putInEffect(String id, @Nullable CustomerId after, Facts.Reached reached) {
        if (abc.findLatest(null).filter(latest -> latest.id().equals(id)).isEmpty()) {
            return;
        }
        for (var page : facts.pagesAfter(after, BATCH)) {
            var customers = page.stream().map(CustomerFacts::customer).toList();
            var places = new HashMap<CustomerId, AbcPlacement>();
            for (var member :
                    abc.membersAmong(id, customers.stream().map(CustomerId::value).toList())) {
                places.put(new CustomerId(member.customer()), member.toDomain());
            }
            placements.place(customers, places);
            reached.customer(customers.getLast(), customers.size());
        }
    }
}
