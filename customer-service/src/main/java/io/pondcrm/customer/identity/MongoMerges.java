package io.pondcrm.customer.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.customer.identity.MergePayloads.MergeView;
import io.pondcrm.customer.identity.domain.MergeState;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Every merge there was. */
@Component
class MongoMerges implements Roll.Merges, InitializingBean {

    private final MongoOperations mongo;
    private final Clock clock;

    MongoMerges(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        var merges = mongo.getCollection("merges");
        merges.createIndex(Indexes.ascending("survivorId", "createdAt", "_id"));
        merges.createIndex(Indexes.ascending("mergedId", "createdAt"));
        merges.createIndex(Indexes.ascending("open", "changedAt"), new IndexOptions().sparse(true));
    }

    /** False if there is one of this id: the same request came before. */
    boolean insert(MergeDocument merge) {
        try {
            mongo.insert(merge);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    Optional<MergeDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, MergeDocument.class));
    }

    @Override
    public Optional<String> findStanding(CustomerId merged) {
        return findMerge(merged).map(MergeDocument::id);
    }

    /** The merge by which a customer is part of another now, or is about to be. */
    Optional<MergeDocument> findMerge(CustomerId merged) {
        return Optional.ofNullable(
                mongo.findOne(
                        query(
                                where("mergedId")
                                        .is(merged.value())
                                        .and("state")
                                        .in(MergeState.MERGING, MergeState.MERGED)),
                        MergeDocument.class));
    }

    /** Merges into any of these. */
    Page<MergeView> of(List<CustomerId> survivors, PageRequest page) {
        return page.find(
                mongo,
                where("survivorId").in(survivors.stream().map(CustomerId::value).toList()),
                MergeDocument.class,
                MergeView::of);
    }

    /** Those that are open although nobody can be working on them any more. */
    List<MergeDocument> listLeft(Instant since, int most) {
        return mongo.find(
                query(where("open").is(true).and("changedAt").lt(since)).limit(most),
                MergeDocument.class);
    }

    /** Forgets a merge that could not begin. */
    void discard(String id) {
        mongo.remove(
                query(where("_id").is(id).and("state").is(MergeState.MERGING)),
                MergeDocument.class);
    }

    /** Moves a merge on; empty if it stands elsewhere. */
    Optional<MergeDocument> move(String id, MergeState from, MergeState to, Update more) {
        return Optional.ofNullable(
                mongo.findAndModify(
                        query(where("_id").is(id).and("state").is(from)),
                        more.set("state", to).set("changedAt", clock.instant()),
                        FindAndModifyOptions.options().returnNew(true),
                        MergeDocument.class));
    }

    /** Keeps something about a merge while it stands where it does. */
    void note(String id, MergeState while_, Update update) {
        mongo.updateFirst(
                query(where("_id").is(id).and("state").is(while_)), update, MergeDocument.class);
    }
}
