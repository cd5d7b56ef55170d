package io.pondcrm.customer.webhook;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.webhook.WebhookDeliveryDocument.Occasion;
import io.pondcrm.customer.webhook.WebhookSubscriptionDocument.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Subscriptions and what is on its way to them. */
@Component
class MongoWebhooks implements InitializingBean {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    MongoWebhooks(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection(WebhookSubscriptionDocument.COLLECTION)
                .createIndex(Indexes.ascending("system", "_id"));
        var deliveries = mongo.getCollection(WebhookDeliveryDocument.COLLECTION);
        deliveries.createIndex(Indexes.ascending("subscriptionId", "state", "dueAt"));
        deliveries.createIndex(Indexes.ascending("subscriptionId", "createdAt", "_id"));
        deliveries.createIndex(Indexes.ascending("state", "dueAt"));
        deliveries.createIndex(Indexes.ascending("createdAt"));
    }

    // Subscriptions

    void insert(WebhookSubscriptionDocument subscription) {
        mongo.insert(subscription);
    }

    Optional<WebhookSubscriptionDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, WebhookSubscriptionDocument.class));
    }

    Optional<WebhookSubscriptionDocument> find(String id, Caller caller) {
        return find(id).filter(it ->
                caller.boundSystem() == null || caller.boundSystem().equals(it.system()));
    }

    <T> Page<T> list(
            Caller caller, PageRequest page, Function<WebhookSubscriptionDocument, T> view) {
        var wanted = new Criteria();
        if (caller.boundSystem() != null) {
            wanted = wanted.and("system").is(caller.boundSystem());
        }
        return page.boundTo(String.valueOf(caller.boundSystem()))
                .find(mongo, wanted, WebhookSubscriptionDocument.class, view);
    }

    long countOf(String owner) {
        return mongo.count(query(where("owner").is(owner)), WebhookSubscriptionDocument.class);
    }

    List<WebhookSubscriptionDocument> listActive() {
        return mongo.find(
                query(where("state").is(State.ACTIVE)), WebhookSubscriptionDocument.class);
    }

    /** Changes what callers set; false if another got in first. */
    boolean change(String id, long seen, Update update) {
        return mongo.updateFirst(
                                query(where("_id").is(id).and("version").is(seen)),
                                update.inc("version", 1L),
                                WebhookSubscriptionDocument.class)
                        .getModifiedCount()
                == 1;
    }

    boolean remove(String id, long seen) {
        var removed =
                mongo.remove(
                        query(where("_id").is(id).and("version").is(seen)),
                        WebhookSubscriptionDocument.class);
        if (removed.getDeletedCount() == 1) {
            mongo.remove(query(where("subscriptionId").is(id)), WebhookDeliveryDocument.class);
            return true;
        }
        return false;
    }

    /** Moves on in the feed, unless another instance has. */
    void move(WebhookSubscriptionDocument from, long position, long previous) {
        mongo.updateFirst(
                query(where("_id").is(from.id()).and("position").is(from.position())),
                new Update().set("position", position).set("previous", previous),
                WebhookSubscriptionDocument.class);
    }

    void noteFailure(String id, Instant at) {
        mongo.updateFirst(
                query(where("_id").is(id).and("failingSince").is(null)),
                new Update().set("failingSince", at),
                WebhookSubscriptionDocument.class);
    }

    void noteSuccess(String id) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().unset("failingSince"),
                WebhookSubscriptionDocument.class);
    }

    boolean disable(String id, WebhookSubscriptionDocument.Reason reason, Instant at) {
        return mongo.updateFirst(
                                query(where("_id").is(id).and("state").is(State.ACTIVE)),
                                new Update()
                                        .set("state", State.DISABLED)
                                        .set(
                                                "stop",
                                                new WebhookSubscriptionDocument.Stop(reason, at))
                                        .set("updatedAt", at)
                                        .inc("version", 1L),
                                WebhookSubscriptionDocument.class)
                        .getModifiedCount()
                == 1;
    }

    // Deliveries

    /** Safe to repeat: what is there already stays as it is. */
    void insertAll(List<WebhookDeliveryDocument> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        var documents = new ArrayList<Document>(deliveries.size());
        for (var delivery : deliveries) {
            var document = new Document();
            mongo.getConverter().write(delivery, document);
            documents.add(document);
        }
        mongo.execute(
                WebhookDeliveryDocument.class,
                collection -> {
                    try {
                        return collection.insertMany(
                                documents, new InsertManyOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        if (partly.getWriteConcernError() != null
                                || partly.getWriteErrors().stream()
                                        .anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                            throw partly;
                        }
                        return null;
                    }
                });
    }

    /** How many changes are on their way, at most so many. */
    long countOpen(String subscription, int most) {
        return mongo.count(
                query(pendingOf(subscription).and("occasion").is(Occasion.CHANGE)).limit(most),
                WebhookDeliveryDocument.class);
    }

    private static Criteria pendingOf(String subscription) {
        return where("subscriptionId")
                .is(subscription)
                .and("state")
                .is(WebhookDeliveryDocument.State.PENDING);
    }

    /** Whose deliveries are due. */
    List<String> listDue(Instant now) {
        return mongo.findDistinct(
                query(
                        where("state")
                                .is(WebhookDeliveryDocument.State.PENDING)
                                .and("dueAt")
                                .lte(now)),
                "subscriptionId",
                WebhookDeliveryDocument.class,
                String.class);
    }

    /**
     * Takes the delivery that is due for the longest time.
     *
     * @param until when others may take it, if whoever asks died
     */
    Optional<WebhookDeliveryDocument> claim(
            String subscription, Instant now, Instant until, String claim) {
        return Optional.ofNullable(
                mongo.findAndModify(
                        query(pendingOf(subscription).and("dueAt").lte(now)).with(Sort.by("dueAt")),
                        new Update().set("dueAt", until).set("claim", claim),
                        FindAndModifyOptions.options().returnNew(true),
                        WebhookDeliveryDocument.class));
    }

    /** Writes what became of a delivery that was claimed, unless somebody else has claimed it. */
    void update(WebhookDeliveryDocument claimed, Update update) {
        mongo.updateFirst(
                query(where("_id").is(claimed.id()).and("claim").is(claimed.claim())),
                update.unset("claim"),
                WebhookDeliveryDocument.class);
    }

    /** Lets all that waits for a receiver be tried now. */
    void hurry(String subscription, Instant now, boolean anew) {
        var update = new Update().set("dueAt", now);
        if (anew) {
            update.unset("begunAt");
        }
        mongo.updateMulti(
                query(pendingOf(subscription).and("claim").is(null)),
                update,
                WebhookDeliveryDocument.class);
    }

    <T> Page<T> list(
            String subscription,
            WebhookDeliveryDocument.@Nullable State state,
            PageRequest page,
            Function<WebhookDeliveryDocument, T> view) {
        var wanted = where("subscriptionId").is(subscription);
        return page.find(
                mongo,
                state == null ? wanted : wanted.and("state").is(state.name()),
                WebhookDeliveryDocument.class,
                view);
    }

    Optional<WebhookDeliveryDocument> findDelivery(String id) {
        return Optional.ofNullable(mongo.findById(id, WebhookDeliveryDocument.class));
    }

    boolean removeEndedBefore(Instant moment, int most) {
        var old =
                query(
                                where("createdAt")
                                        .lt(moment)
                                        .and("state")
                                        .ne(WebhookDeliveryDocument.State.PENDING))
                        .with(Sort.by("createdAt"))
                        .limit(most);
        old.fields().include("_id");
        var ids =
                mongo.find(old, Document.class, WebhookDeliveryDocument.COLLECTION).stream()
                        .map(it -> it.get("_id"))
                        .toList();
        if (!ids.isEmpty()) {
            mongo.remove(query(where("_id").in(ids)), WebhookDeliveryDocument.class);
        }
        return ids.size() == most;
    }

    long countWaiting() {
        return mongo.count(
                query(where("state").is(WebhookDeliveryDocument.State.PENDING)),
                WebhookDeliveryDocument.class);
    }

    /** When the delivery is due that waits longest; empty if none waits. */
    Optional<Instant> oldestDue() {
        var oldest =
                mongo.findOne(
                        new Query(where("state").is(WebhookDeliveryDocument.State.PENDING))
                                .with(Sort.by("dueAt")),
                        WebhookDeliveryDocument.class);
        return Optional.ofNullable(oldest).map(WebhookDeliveryDocument::dueAt);
    }
}
