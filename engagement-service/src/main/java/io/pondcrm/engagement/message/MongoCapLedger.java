package io.pondcrm.engagement.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.Backoff;
import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.message.domain.CapClaims;
import io.pondcrm.engagement.message.domain.CapLedger;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * One document a customer and purpose, written by its version. What was sent is counted after that
 * version was read: a message that is sent meanwhile either still has its claim, or has changed the
 * version by giving it back.
 */
@Component
class MongoCapLedger implements CapLedger {

    private static final int ATTEMPTS = 50;

    private final MongoOperations mongo;
    private final Messages messages;

    MongoCapLedger(MongoOperations mongo, Messages messages) {
        this.mongo = mongo;
        this.messages = messages;
    }

    @Override
    public long countTaken(Message message, ContactCard.Cap cap, Instant now) {
        var claims = claims(find(idOf(message))).within(cap, now);
        return claims.takenByOthers(message.id(), countSent(message, cap, claims, now));
    }

    @Override
    public CapClaims.Claiming claim(Message message, ContactCard.Cap cap, Instant now) {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Backoff.pause(attempt - 1);
            var seen = find(idOf(message));
            var claims = claims(seen).within(cap, now);
            var claiming = claims.claim(message, cap, countSent(message, cap, claims, now), now);
            switch (claiming) {
                case CapClaims.Claiming.CapReached _ -> {
                    return claiming;
                }
                case CapClaims.Claiming.Claimed(var next) -> {
                    if (write(idOf(message), seen, next)) {
                        return claiming;
                    }
                }
            }
        }
        throw tooManyOthers(message);
    }

    @Override
    public void giveBack(Message ended) {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Backoff.pause(attempt - 1);
            var seen = find(idOf(ended));
            var claims = claims(seen);
            var next = claims.without(ended);
            if (next.equals(claims) || write(idOf(ended), seen, next)) {
                return;
            }
        }
        throw tooManyOthers(ended);
    }

    private long countSent(Message message, ContactCard.Cap cap, CapClaims claims, Instant now) {
        return messages.countSent(
                message.customer(),
                message.purpose(),
                now.minus(cap.period()),
                claims.claims().stream().map(CapClaims.Claim::messageId).toList());
    }

    private @Nullable CapClaimsDocument find(String id) {
        return mongo.findById(id, CapClaimsDocument.class);
    }

    private static CapClaims claims(@Nullable CapClaimsDocument seen) {
        return seen == null ? new CapClaims(List.of()) : seen.toDomain();
    }

    private boolean write(String id, @Nullable CapClaimsDocument seen, CapClaims next) {
        if (seen == null) {
            try {
                mongo.insert(CapClaimsDocument.of(id, 1, next));
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        var document = CapClaimsDocument.of(id, seen.version() + 1, next);
        return mongo.updateFirst(
                                query(where("_id").is(id).and("version").is(seen.version())),
                                new Update()
                                        .set("version", document.version())
                                        .set("claims", document.claims()),
                                CapClaimsDocument.class)
                        .getMatchedCount()
                == 1;
    }

    private static String idOf(Message message) {
        return CapClaimsDocument.idOf(message.customer(), message.purpose());
    }

    private static OptimisticLockingFailureException tooManyOthers(Message message) {
        return new OptimisticLockingFailureException(
                "The cap of " + message.customer() + " was changed too often by others");
    }
}
