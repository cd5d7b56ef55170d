package io.pondcrm.engagement.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.identity.domain.Identity;
import io.pondcrm.engagement.message.domain.CapClaims;
import io.pondcrm.engagement.message.domain.CapLedger;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * One document a customer and purpose, written by its version; of merged customers the survivor's,
 * with what had a place under the others' ids when they were merged. What was sent is counted after
 * that version was read: a message that is sent meanwhile either still has its claim, or has
 * changed the version by giving it back.
 */
@Component
class MongoCapLedger implements CapLedger, Eraser, Collector {

    private static final String WHAT = "The cap of a customer";

    private final MongoOperations mongo;
    private final Messages messages;
    private final Identities identities;

    MongoCapLedger(MongoOperations mongo, Messages messages, Identities identities) {
        this.mongo = mongo;
        this.messages = messages;
        this.identities = identities;
    }

    @Override
    public long countTaken(Message message, ContactCard.Cap cap, Instant now) {
        var customer = identities.of(message.customer());
        var claims = claims(message, customer).within(cap, now);
        return claims.takenByOthers(message.id(), countSent(message, customer, cap, claims, now));
    }

    @Override
    public CapClaims.Claiming claim(Message message, ContactCard.Cap cap, Instant now) {
        return OptimisticWrite.until(
                WHAT,
                () -> {
                    var customer = identities.of(message.customer());
                    var place = idOf(message, customer.survivor());
                    var seen = find(place);
                    var claims = claims(message, customer).within(cap, now);
                    var claiming =
                            claims.claim(
                                    message,
                                    cap,
                                    countSent(message, customer, cap, claims, now),
                                    now);
                    return claiming instanceof CapClaims.Claiming.Claimed(var next)
                                    && !write(place, seen, next)
                            ? Optional.empty()
                            : Optional.of(claiming);
                });
    }

    @Override
    public void giveBack(Message ended) {
        // It may have its place where the customer was at home when it took it.
        identities
                .of(ended.customer())
                .everIds()
                .forEach(customer -> giveBack(ended, idOf(ended, customer)));
    }

    private void giveBack(Message ended, String place) {
        OptimisticWrite.until(
                WHAT,
                () -> {
                    var seen = find(place);
                    var claims = claims(seen);
                    var next = claims.without(ended);
                    return next.equals(claims) || write(place, seen, next)
                            ? Optional.of(next)
                            : Optional.empty();
                });
    }

    /** What has a place under any id of the customer, each message once. */
    private CapClaims claims(Message message, Identity customer) {
        var all = new LinkedHashMap<String, CapClaims.Claim>();
        for (var id : customer.ids()) {
            for (var claim : claims(find(idOf(message, id))).claims()) {
                all.merge(
                        claim.messageId(),
                        claim,
                        (one, other) ->
                                one.messageVersion() < other.messageVersion() ? other : one);
            }
        }
        return new CapClaims(List.copyOf(all.values()));
    }

    private long countSent(
            Message message,
            Identity customer,
            ContactCard.Cap cap,
            CapClaims claims,
            Instant now) {
        return messages.countSent(
                customer.ids(),
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

    private static String idOf(Message message, CustomerId customer) {
        return CapClaimsDocument.idOf(customer, message.purpose());
    }

    @Override
    public String erases() {
        return "caps";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(placesOf(ids))), CapClaimsDocument.class)
                .getDeletedCount();
    }

    private static List<String> placesOf(Collection<String> ids) {
        return ids.stream()
                .map(CustomerId::new)
                .flatMap(id ->
                        Arrays.stream(Purpose.values())
                                .map(purpose -> CapClaimsDocument.idOf(id, purpose)))
                .toList();
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
        return StoredRecords.of(mongo, CapClaimsDocument.class, where("_id").in(placesOf(ids)));
    }
}
