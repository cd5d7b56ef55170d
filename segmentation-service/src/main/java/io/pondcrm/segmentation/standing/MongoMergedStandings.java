package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Merges;
import io.pondcrm.segmentation.standing.domain.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Facts of merged customers, put aside. There are two documents to a merge, or three: each step may
 * be done twice, and facts are a union, so that any order comes to the same.
 *
 * <p>Of two who are merged one way, parted and merged the other way, both may stand aside until the
 * parting is heard, since each speaks under its own key: whoever follows them goes round once.
 */
@Component
class MongoMergedStandings implements Merges {

    private static final String WHAT = "A merged customer's standing";

    private final MongoOperations mongo;
    private final MongoStandings standings;

    MongoMergedStandings(MongoOperations mongo, MongoStandings standings) {
        this.mongo = mongo;
        this.standings = standings;
    }

    @Override
    public void merge(String mergeId, CustomerId survivor, CustomerId merged) {
        var aside =
                OptimisticWrite.<Optional<CustomerFacts>>until(
                        WHAT, () -> putAside(mergeId, survivor, merged));
        aside.ifPresent(facts -> feed(survivor, facts.asNews()));
    }

    /** What is aside when nothing is left in its old place; inner empty for news of long ago. */
    private Optional<Optional<CustomerFacts>> putAside(
            String mergeId, CustomerId survivor, CustomerId merged) {
        var left = standings.find(merged).orElseGet(() -> CustomerFacts.nothingAbout(merged));
        var aside = find(merged);
        if (aside == null) {
            if (!insert(mergeId, survivor, left)) {
                return Optional.empty();
            }
        } else if (!aside.mergeId().equals(mergeId)) {
            return Optional.of(Optional.empty());
        } else if (!left.isNothing()) {
            var both = left.learn(aside.standing().facts().asNews());
            if (!write(aside, both)) {
                return Optional.empty();
            }
        } else {
            return Optional.of(Optional.of(aside.standing().facts()));
        }
        // Only what was copied: what came in between is copied the next time round.
        standings.replace(
                merged, facts -> facts.equals(left) ? CustomerFacts.nothingAbout(merged) : facts);
        return left.isNothing() ? Optional.of(Optional.of(left)) : Optional.empty();
    }

    @Override
    public void undo(String mergeId, CustomerId merged) {
        OptimisticWrite.<Boolean>until(
                WHAT,
                () -> {
                    var aside = find(merged);
                    if (aside == null || !aside.mergeId().equals(mergeId)) {
                        return Optional.of(true);
                    }
                    var facts = aside.standing().facts();
                    take(new CustomerId(aside.survivorId()), facts);
                    standings.replace(
                            merged, now -> now.isNothing() ? facts : now.learn(facts.asNews()));
                    var removed =
                            mongo.remove(
                                    query(
                                            where("_id")
                                                    .is(merged.value())
                                                    .and("version")
                                                    .is(aside.version())),
                                    MergedStandingDocument.class);
                    return removed.getDeletedCount() == 1 ? Optional.of(true) : Optional.empty();
                });
    }

    @Override
    public void restate(
            CustomerId customer, @Nullable String mergeId, @Nullable CustomerId survivor) {
        var aside = find(customer);
        var stays =
                aside != null
                        && survivor != null
                        && aside.mergeId().equals(mergeId)
                        && aside.survivorId().equals(survivor.value());
        if (aside != null && !stays) {
            undo(aside.mergeId(), customer);
        }
        if (mergeId != null && survivor != null) {
            merge(mergeId, survivor, customer);
        }
    }

    @Override
    public Map<CustomerId, List<Fact>> lead(Map<CustomerId, List<Fact>> news) {
        var aside = among(news.keySet());
        if (aside.isEmpty()) {
            return news;
        }
        var led = new LinkedHashMap<CustomerId, List<Fact>>();
        news.forEach((customer, facts) -> {
            var to = customer;
            var told = facts;
            var at = aside.get(customer);
            var met = new HashSet<CustomerId>();
            while (at != null && met.add(to) && keep(to, facts)) {
                to = new CustomerId(at.survivorId());
                told = toldToSurvivor(facts);
                at = find(to);
            }
            led.computeIfAbsent(to, _ -> new ArrayList<>()).addAll(told);
        });
        return led;
    }

    @Override
    public void settle(Collection<CustomerId> customers, Map<CustomerId, List<Fact>> led) {
        var aside = among(customers);
        for (var customer : customers) {
            var at = aside.get(customer);
            if (at != null) {
                // Begun while we learned: what we left in the old place follows.
                merge(at.mergeId(), new CustomerId(at.survivorId()), customer);
            } else if (!led.containsKey(customer)) {
                // Ended while we learned: the customer takes back what went to the survivor.
                standings
                        .find(customer)
                        .ifPresent(own -> led.keySet().forEach(to -> take(to, own)));
            }
        }
    }

    /** Of the profile and consents of a merged customer the survivor learns nothing. */
    private static List<Fact> toldToSurvivor(List<Fact> facts) {
        return facts.stream()
                .filter(it ->
                        it instanceof Fact.Purchased
                                || it instanceof Fact.PurchaseUnknown
                                || it instanceof Fact.Rated
                                || it instanceof Fact.Stopped)
                .toList();
    }

    /** News for who has the customer's things now, and for all between whom they went through. */
    private void feed(CustomerId survivor, List<Fact> news) {
        var to = survivor;
        var met = new HashSet<CustomerId>();
        for (var at = find(to); at != null && met.add(to) && keep(to, news); at = find(to)) {
            to = new CustomerId(at.survivorId());
        }
        standings.learn(Map.of(to, news));
    }

    /** Puts news aside; false if the customer is no longer merged. */
    private boolean keep(CustomerId merged, List<Fact> news) {
        return OptimisticWrite.<Boolean>until(
                WHAT,
                () -> {
                    var aside = find(merged);
                    if (aside == null) {
                        return Optional.of(false);
                    }
                    var before = aside.standing().facts();
                    var facts = standings.kept(before.learn(news));
                    return facts.equals(before) || write(aside, facts)
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }

    /** Takes away what another customer brought. */
    private void take(CustomerId survivor, CustomerFacts brought) {
        standings.replace(
                survivor,
                facts -> {
                    var own = facts.without(brought);
                    return own.equals(facts) ? facts : own;
                });
    }

    /** Forgets of merged customers, too, what is kept too long. */
    void forget(List<CustomerId> merged) {
        merged.forEach(it -> keep(it, List.of()));
    }

    private @Nullable MergedStandingDocument find(CustomerId merged) {
        return mongo.findById(merged.value(), MergedStandingDocument.class);
    }

    private Map<CustomerId, MergedStandingDocument> among(Collection<CustomerId> customers) {
        var found = new HashMap<CustomerId, MergedStandingDocument>();
        var wanted = where("_id").in(customers.stream().map(CustomerId::value).toList());
        mongo.find(query(wanted), MergedStandingDocument.class)
                .forEach(it -> found.put(new CustomerId(it.id()), it));
        return found;
    }

    private boolean insert(String mergeId, CustomerId survivor, CustomerFacts facts) {
        try {
            mongo.insert(
                    new MergedStandingDocument(
                            facts.customer().value(),
                            1,
                            mergeId,
                            survivor.value(),
                            StandingDocument.first(facts, Standing.NONE, null, null)));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean write(MergedStandingDocument aside, CustomerFacts facts) {
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(aside.id())
                                                .and("version")
                                                .is(aside.version())),
                                new Update()
                                        .set("version", aside.version() + 1)
                                        .set(
                                                "standing",
                                                StandingDocument.first(
                                                        facts, Standing.NONE, null, null)),
                                MergedStandingDocument.class)
                        .getMatchedCount()
                == 1;
    }
}
