package io.pondcrm.engagement.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.message.domain.CapClaims;
import io.pondcrm.engagement.message.domain.CapLedger;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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

    private static final String WHAT = "The cap of a customer";

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
        return OptimisticWrite.until(
                WHAT,
                () -> {
                    var seen = find(idOf(message));
                    var claims = claims(seen).within(cap, now);
                    var claiming =
                            claims.claim(message, cap, countSent(message, cap, claims, now), now);
                    return claiming instanceof CapClaims.Claiming.Claimed(var next)
                                    && !write(idOf(message), seen, next)
                            ? Optional.empty()
                            : Optional.of(claiming);
                });
    }

    @Override
    public void giveBack(Message ended) {
        OptimisticWrite.until(
                WHAT,
                () -> {
                    var seen = find(idOf(ended));
                    var claims = claims(seen);
                    var next = claims.without(ended);
                    return next.equals(claims) || write(idOf(ended), seen, next)
                            ? Optional.of(next)
                            : Optional.empty();
                });
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
}
