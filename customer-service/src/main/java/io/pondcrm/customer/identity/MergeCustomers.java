package io.pondcrm.customer.identity;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.customer.identity.domain.MergeState;
import io.pondcrm.customer.profile.domain.Merging;
import io.pondcrm.customer.profile.domain.MergingCustomers;
import io.pondcrm.customer.profile.domain.MergingCustomers.Notice;
import io.pondcrm.customer.profile.domain.MergingCustomers.Standing;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Merges customers and undoes it, step by step. Each step may be done twice, and whoever finds a
 * merge that was left goes on where it stands: a step writes only while the customer is part of
 * this merge, in the version in which it was read.
 *
 * <p>Only the two customers change. Whatever else is known of them stays where it is, under the id
 * it came with, and is read under all ids of the survivor: so it need not be moved, and nothing can
 * be lost on the way back.
 */
@Component
class MergeCustomers {

    private final MongoMerges merges;
    private final MergingCustomers customers;
    private final SealedSnapshots snapshots;
    private final Clock clock;

    MergeCustomers(
            MongoMerges merges,
            MergingCustomers customers,
            SealedSnapshots snapshots,
            Clock clock) {
        this.merges = merges;
        this.customers = customers;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Every way in which a merge or its end can end. */
    sealed interface Outcome {
        /** It is done, now or since before. */
        record Done(MergeDocument merge) implements Outcome {}

        /** One of the two is part of another merge at this moment, or was merged meanwhile. */
        record Busy() implements Outcome {}

        /** It cannot be undone before a later one is. */
        record NotTheLast() implements Outcome {}
    }

    /** Undoes a merge that stands. */
    Outcome undo(MergeDocument merge) {
        return merges.move(
                        merge.id(),
                        MergeState.MERGED,
                        MergeState.UNMERGING,
                        new Update().set("open", true))
                .map(this::goOn)
                .orElseGet(() ->
                        merges.find(merge.id())
                                .filter(it -> it.state() == MergeState.UNMERGED)
                                .<Outcome>map(Outcome.Done::new)
                                .orElseGet(Outcome.Busy::new));
    }

    /**
     * Brings an open merge to its end, from wherever it stands, the beginning too; safe to repeat.
     */
    Outcome goOn(MergeDocument merge) {
        return switch (merge.state()) {
            case MERGING -> goOnMerging(merge);
            case UNMERGING -> goOnUnmerging(merge);
            case MERGED, UNMERGED -> new Outcome.Done(merge);
        };
    }

    private Outcome goOnMerging(MergeDocument merge) {
        if (!claim(merge, merge.id(), null)) {
            merges.discard(merge.id());
            return new Outcome.Busy();
        }
        // Whoever was faster may have come to the end before our claim.
        if (isStill(merge)) {
            bury(merge);
            absorb(merge);
            merges.move(
                    merge.id(),
                    MergeState.MERGING,
                    MergeState.MERGED,
                    new Update().set("mergedAt", clock.instant()).unset("open"));
        }
        return done(merge, merge.id());
    }

    private Outcome goOnUnmerging(MergeDocument merge) {
        var part = partOfEnd(merge);
        if (!claim(merge, part, merge.survivor())) {
            merges.move(
                    merge.id(),
                    MergeState.UNMERGING,
                    MergeState.MERGED,
                    new Update().unset("open"));
            return new Outcome.Busy();
        }
        if (isStill(merge)) {
            var survivor = standing(merge.survivor()).customer();
            if (survivor.inheritance().customers().contains(merge.merged())
                    && !Merging.isLast(survivor, standing(merge.merged()).customer())) {
                merges.move(
                        merge.id(),
                        MergeState.UNMERGING,
                        MergeState.MERGED,
                        new Update().unset("open"));
                release(merge, part);
                return new Outcome.NotTheLast();
            }
            expel(merge);
            revive(merge);
            merges.move(
                    merge.id(),
                    MergeState.UNMERGING,
                    MergeState.UNMERGED,
                    new Update().set("unmergedAt", clock.instant()).unset("open"));
        }
        return done(merge, part);
    }

    private Outcome done(MergeDocument merge, String part) {
        release(merge, part);
        return new Outcome.Done(merges.find(merge.id()).orElse(merge));
    }

    private boolean isStill(MergeDocument merge) {
        return merges.find(merge.id()).filter(it -> it.state() == merge.state()).isPresent();
    }

    /**
     * A merge and its end exclude each other: whoever was left in one does nothing in the other.
     */
    static String partOfEnd(MergeDocument merge) {
        return merge.id() + "/end";
    }

    /** In the order of the ids, so that two merges of the same two never wait for each other. */
    private boolean claim(MergeDocument merge, String part, @Nullable CustomerId mergedInto) {
        var inOrder =
                Stream.of(merge.survivor(), merge.merged())
                        .sorted(Comparator.comparing(CustomerId::value))
                        .toList();
        for (var id : inOrder) {
            if (!customers.claim(id, part, id.equals(merge.merged()) ? mergedInto : null)) {
                if (!id.equals(inOrder.getFirst())) {
                    customers.release(inOrder.getFirst(), part);
                }
                return false;
            }
        }
        return true;
    }

    private void release(MergeDocument merge, String part) {
        List.of(merge.survivor(), merge.merged()).forEach(id -> customers.release(id, part));
    }

    /** Step 1 of a merge: the merged customer leads to the survivor. */
    void bury(MergeDocument merge) {
        again(() -> {
            var merged = standing(merge.merged());
            if (merged.mergedInto() != null || !merge.id().equals(merged.merging())) {
                return true;
            }
            merges.note(
                    merge.id(),
                    MergeState.MERGING,
                    new Update().set("mergedBefore", snapshots.seal(merged.customer())));
            return customers.write(
                    merged.customer(),
                    merged.customer().version(),
                    merge.survivor(),
                    notice(merge, false));
        });
    }

    /** Step 2: the survivor has what the merged customer had. */
    void absorb(MergeDocument merge) {
        again(() -> {
            var survivor = standing(merge.survivor());
            var merged = standing(merge.merged()).customer();
            if (!merge.id().equals(survivor.merging())
                    || survivor.customer().inheritance().customers().contains(merge.merged())) {
                return true;
            }
            var united =
                    Merging.unite(
                            survivor.customer(), merged, merge.survivorship(), merge.createdAt());
            merges.note(
                    merge.id(),
                    MergeState.MERGING,
                    new Update()
                            .set("before", snapshots.seal(survivor.customer()))
                            .set("after", snapshots.seal(united)));
            return customers.write(
                    united, survivor.customer().version(), null, notice(merge, false));
        });
    }

    /** Step 1 of the end: the survivor has no longer what the other brought. */
    void expel(MergeDocument merge) {
        again(() -> {
            var survivor = standing(merge.survivor());
            var merged = standing(merge.merged()).customer();
            var known = merges.find(merge.id()).orElseThrow();
            if (!partOfEnd(merge).equals(survivor.merging())
                    || !Merging.isLast(survivor.customer(), merged)) {
                return true;
            }
            var parting =
                    Merging.part(
                            survivor.customer(),
                            merged,
                            snapshots.open(merge.survivor(), known.before()),
                            snapshots.open(merge.survivor(), known.after()),
                            clock.instant());
            merges.note(
                    merge.id(),
                    MergeState.UNMERGING,
                    new Update().set("kept", parting.kept().stream().sorted().toList()));
            return customers.write(
                    parting.customer(), survivor.customer().version(), null, notice(merge, true));
        });
    }

    /** Step 2: the merged customer leads nowhere. */
    void revive(MergeDocument merge) {
        again(() -> {
            var merged = standing(merge.merged());
            if (merged.mergedInto() == null || !partOfEnd(merge).equals(merged.merging())) {
                return true;
            }
            return customers.write(
                    merged.customer(), merged.customer().version(), null, notice(merge, true));
        });
    }

    private Notice notice(MergeDocument merge, boolean undone) {
        return new Notice(merge.id(), merge.survivor(), merge.merged(), undone, clock.instant());
    }

    private Standing standing(CustomerId id) {
        return customers
                .find(id)
                .orElseThrow(() -> new IllegalStateException("No customer of a merge: " + id));
    }

    /** Until nobody else writes the customer between our look and our write. */
    private static void again(BooleanSupplier step) {
        OptimisticWrite.<Boolean>until(
                "A customer that is merged",
                () -> step.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }
}
