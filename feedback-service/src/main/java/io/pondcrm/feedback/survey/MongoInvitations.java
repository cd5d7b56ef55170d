package io.pondcrm.feedback.survey;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** All invitations. */
@Component
class MongoInvitations {

    /** How the attempt to answer by a token ended. */
    enum Answering {
        RECORDED,
        UNKNOWN,
        OVER
    }

    private final MongoOperations mongo;
    private final SealedComments comments;
    private final OutboxWriter outbox;
    private final SurveyEvents events;

    MongoInvitations(
            MongoOperations mongo,
            SealedComments comments,
            OutboxWriter outbox,
            SurveyEvents events) {
        this.mongo = mongo;
        this.comments = comments;
        this.outbox = outbox;
        this.events = events;
    }

    Optional<InvitationDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, InvitationDocument.class));
    }

    Optional<InvitationDocument> findByToken(String token) {
        return Tokens.isToken(token)
                ? Optional.ofNullable(
                        mongo.findOne(
                                query(where("tokenHash").is(Tokens.hash(token))),
                                InvitationDocument.class))
                : Optional.empty();
    }

    /**
     * When somebody was invited last, by any survey but one invitation; null for never.
     *
     * @param customer all ids that name them
     * @param except what is about to be made, or was before a crash
     */
    @Nullable Instant findLastInvitedAt(Collection<CustomerId> customer, String except) {
        var ids = customer.stream().map(CustomerId::value).toList();
        var latest = query(where("customerId").in(ids).and("_id").ne(except));
        latest.with(Sort.by(Sort.Direction.DESC, "invitedAt")).limit(1);
        var found = mongo.findOne(latest, InvitationDocument.class);
        return found == null ? null : found.invitedAt();
    }

    /** Stores and announces it; one that is there already stays as it is. */
    void insert(InvitationDocument invitation) {
        try {
            outbox.insert(invitation, List.of(events.invited(invitation)));
        } catch (DuplicateKeyException _) {
            // The same closing came in twice at once.
        }
    }

    /**
     * Makes a token the only one that is good.
     *
     * @return false if the invitation has moved on since it was seen
     */
    boolean giveToken(InvitationDocument seen, String hash) {
        return outbox.update(
                InvitationDocument.class,
                seen.id(),
                seen.version(),
                Map.of("tokenHash", hash, "tokensGiven", seen.tokensGiven() + 1),
                List.of());
    }

    /** Takes an answer, once. */
    Answering answer(String token, int score, @Nullable String comment, Instant at) {
        return OptimisticWrite.until(
                "An invitation",
                () -> {
                    var found = findByToken(token);
                    if (found.isEmpty()) {
                        return Optional.of(Answering.UNKNOWN);
                    }
                    var invitation = found.get();
                    if (!invitation.isOpenAt(at)) {
                        return Optional.of(Answering.OVER);
                    }
                    var fields = new LinkedHashMap<String, @Nullable Object>();
                    fields.put("answered", true);
                    fields.put("sortedAt", at);
                    fields.put("score", score);
                    fields.put("comment", comments.seal(invitation, comment));
                    var isStored =
                            outbox.update(
                                    InvitationDocument.class,
                                    invitation.id(),
                                    invitation.version(),
                                    fields,
                                    List.of(
                                            events.answered(
                                                    invitation, score, comment != null, at)));
                    return isStored ? Optional.of(Answering.RECORDED) : Optional.empty();
                });
    }
}
