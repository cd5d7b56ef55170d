package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.copies.Copies;
import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * What standings hold of what customer-service said. Of who was merged into another it is told only
 * that they were: their purchases are told with the survivor's.
 */
@Component
class StandingCopies implements Copies {

    private final MongoOperations mongo;
    private final Clock clock;

    StandingCopies(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public Set<String> fields() {
        return Set.of(
                "kind",
                "region",
                "gender",
                "ageBand",
                "birthday",
                "locale",
                "tags",
                "attributes",
                "systems",
                "createdAt",
                "consents",
                "profilingStopped",
                "mergedInto",
                "purchases");
    }

    @Override
    public List<String> idsBetween(@Nullable String after, @Nullable String until, int most) {
        var ids = new TreeSet<String>();
        for (var type : List.of(StandingDocument.class, MergedStandingDocument.class)) {
            var wanted = query(between(after, until)).with(Sort.by("_id")).limit(most);
            wanted.fields().include("_id");
            mongo.find(wanted, Document.class, mongo.getCollectionName(type))
                    .forEach(it -> ids.add(it.getString("_id")));
        }
        return ids.stream().limit(most).toList();
    }

    private static Criteria between(@Nullable String after, @Nullable String until) {
        var id = new Criteria();
        if (after != null || until != null) {
            id = where("_id");
            id = after == null ? id : id.gt(after);
            id = until == null ? id : id.lte(until);
        }
        return id;
    }

    @Override
    public List<Copy> of(Collection<String> ids) {
        var theirs = query(where("_id").in(ids));
        var copies = new HashMap<String, Copy>();
        for (var document : mongo.find(theirs, StandingDocument.class)) {
            copies.put(document.id(), copy(document.facts()));
        }
        for (var aside : mongo.find(theirs, MergedStandingDocument.class)) {
            var facts = aside.standing().facts();
            copies.put(aside.id(), versions(facts).field("mergedInto", aside.survivorId()).copy());
        }
        return List.copyOf(copies.values());
    }

    private static Copy.Draft versions(CustomerFacts facts) {
        var draft = Copy.about(facts.customer().value());
        var profile = facts.profile();
        if (profile != null) {
            draft.version("profile", profile.sequence());
        }
        facts.consents().values().forEach(it -> draft.version("consents", it.sequence()));
        var stop = facts.stops().get(facts.customer());
        if (stop != null) {
            draft.version("processing", stop.sequence());
        }
        return draft;
    }

    private Copy copy(CustomerFacts facts) {
        var draft = versions(facts);
        var profile = facts.profile();
        if (profile != null) {
            describe(draft, profile);
        }
        var stop = facts.stops().get(facts.customer());
        var since = Copies.comparedSince(clock.instant());
        var purchases =
                facts.purchases().stream().filter(it -> !it.occurredAt().isBefore(since)).toList();
        purchases.forEach(it -> draft.version("transactions", it.sequence()));
        return draft.field(
                        "consents",
                        facts.consents().values().stream()
                                .collect(
                                        Collectors.toMap(
                                                ConsentState::key,
                                                it -> it.granted() ? "yes" : "no")))
                .field("profilingStopped", stop == null ? null : stop.stopped())
                .items(
                        "purchases",
                        purchases.stream()
                                .collect(
                                        Collectors.toMap(
                                                Purchase::transactionId, StandingCopies::told)))
                .copy();
    }

    private static void describe(Copy.Draft draft, Profile profile) {
        draft.field("kind", profile.kind())
                .field("region", profile.region())
                .field("gender", profile.gender())
                .field("ageBand", profile.ageBand())
                .field("birthday", profile.birthday())
                .field("locale", profile.locale())
                .field("tags", profile.tags())
                .field("attributes", profile.attributes())
                .field("systems", profile.systems())
                .field("createdAt", profile.createdAt());
    }

    private static List<?> told(Purchase it) {
        return Arrays.asList(
                it.kind().name(),
                it.occurredAt(),
                it.amount(),
                it.currency(),
                it.channel(),
                it.categories(),
                it.discount(),
                it.signedMargin());
    }
}
