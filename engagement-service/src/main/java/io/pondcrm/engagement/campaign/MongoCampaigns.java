package io.pondcrm.engagement.campaign;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.InsertManyOptions;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Mailing;
import io.pondcrm.engagement.message.domain.Mailings;
import io.pondcrm.engagement.message.domain.Source;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All campaigns and their audiences. */
@Component
class MongoCampaigns implements Mailings, Eraser, Collector {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;
    private final Clock clock;

    MongoCampaigns(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    Optional<Campaign> find(String id) {
        return Optional.ofNullable(mongo.findById(id, CampaignDocument.class))
                .map(CampaignDocument::toDomain);
    }

    /** Stores a new one; one that is there already under this id stays. */
    void insert(Campaign campaign) {
        try {
            mongo.insert(CampaignDocument.of(campaign));
        } catch (DuplicateKeyException _) {
            // The first attempt of this very request came through.
        }
    }

    /**
     * Decides on the campaign as it is, and stores what comes of it.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     * @return empty if there is no such campaign
     */
    Optional<Campaign.Move> move(String id, Function<Campaign, Campaign.Move> decision) {
        return OptimisticWrite.until(
                "A campaign",
                () -> {
                    var move = find(id).map(decision);
                    return move.orElse(null) instanceof Campaign.Move.Moved(var next)
                                    && !update(next)
                            ? Optional.empty()
                            : Optional.of(move);
                });
    }

    private boolean update(Campaign next) {
        var document = CampaignDocument.of(next);
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(next.id())
                                                .and("version")
                                                .is(next.version() - 1)),
                                new Update()
                                        .set("version", next.version())
                                        .set("state", document.state())
                                        .set("launched", document.launched())
                                        .set("launches", document.launches())
                                        .set("launchProblem", document.launchProblem())
                                        .set("audience", document.audience())
                                        .set("launchedAt", document.launchedAt())
                                        .set("finishedAt", document.finishedAt()),
                                CampaignDocument.class)
                        .getMatchedCount()
                == 1;
    }

    /** Those whose launch goes on, or failed without anybody's having said so yet. */
    List<Campaign> listLaunching() {
        return mongo
                .find(query(where("state").is(Campaign.State.LAUNCHING)), CampaignDocument.class)
                .stream()
                .map(CampaignDocument::toDomain)
                .toList();
    }

    @Override
    public List<Mailing> listActive() {
        return mongo
                .find(
                        query(where("state").in(Campaign.State.RUNNING, Campaign.State.STOPPING)),
                        CampaignDocument.class)
                .stream()
                .map(CampaignDocument::toDomain)
                .map(MongoCampaigns::mailing)
                .toList();
    }

    private static Mailing mailing(Campaign campaign) {
        return new Mailing(
                source(campaign.id()),
                Purpose.MARKETING,
                campaign.launched().orElseThrow(),
                campaign.variables(),
                campaign.requiresBenefit(),
                campaign.state() == Campaign.State.STOPPING);
    }

    static Source source(String campaign) {
        return new Source(Source.Kind.CAMPAIGN, campaign);
    }

    @Override
    public void exhausted(Source source) {
        if (source.kind() == Source.Kind.CAMPAIGN) {
            move(source.id(), campaign -> campaign.exhausted(clock.instant()));
        }
    }

    /** Freezes a part of an audience; who is in it already stays as they are. */
    void freeze(List<AudienceDocument> part) {
        if (part.isEmpty()) {
            return;
        }
        var documents =
                part.stream()
                        .map(it -> {
                            var stored = new Document();
                            mongo.getConverter().write(it, stored);
                            return stored;
                        })
                        .toList();
        mongo.execute(
                AudienceDocument.class,
                audience -> {
                    try {
                        return audience.insertMany(
                                documents, new InsertManyOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        for (var error : partly.getWriteErrors()) {
                            if (error.getCode() != DUPLICATE_KEY) {
                                throw partly;
                            }
                        }
                        return null;
                    }
                });
    }

    /** Removes what launches before this one left behind. */
    void forgetAudiencesBefore(String campaign, int launch) {
        mongo.remove(
                query(where("campaignId").is(campaign).and("launch").lt(launch)),
                AudienceDocument.class);
    }

    /** An audience in the order of customers' ids, from after one on. */
    List<AudienceDocument> audienceAfter(
            String campaign, int launch, @Nullable String after, int limit) {
        var wanted = ofLaunch(campaign, launch);
        if (after != null) {
            wanted = wanted.and("_id").gt(AudienceDocument.idOf(campaign, launch, after));
        }
        return mongo.find(
                new Query(wanted).with(Sort.by("_id")).limit(limit), AudienceDocument.class);
    }

    long countAudience(String campaign, int launch, boolean heldOut) {
        return mongo.count(
                query(ofLaunch(campaign, launch).and("heldOut").is(heldOut)),
                AudienceDocument.class);
    }

    static Criteria ofLaunch(String campaign, int launch) {
        return where("campaignId").is(campaign).and("launch").is(launch);
    }

    /** Campaigns keep how many there were. */
    @Override
    public String erases() {
        return "audiences";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("customerId").in(ids)), AudienceDocument.class)
                .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(
                mongo, AudienceDocument.class, where("customerId").in(ids), "place");
    }
}
