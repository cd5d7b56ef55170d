package io.pondcrm.engagement.message.domain;

import io.pondcrm.engagement.contact.domain.ContactCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages on their way to one customer for one purpose. The cap counts them as if they were sent,
 * so that several that are decided about in the same moment do not each find it free. Immutable.
 */
public record CapClaims(List<Claim> claims) {

    public CapClaims {
        claims = List.copyOf(claims);
    }

    /**
     * One message's place under the cap.
     *
     * @param messageVersion the version on which it was decided to send: who gives back an older
     *     one's place leaves this one alone
     */
    public record Claim(String messageId, long messageVersion, Instant at) {}

    /** Every way in which asking for a place under the cap can end. */
    public sealed interface Claiming {

        /** It has one; to be stored before the mail leaves. */
        record Claimed(CapClaims claims) implements Claiming {}

        /** There is none left. */
        record CapReached(long taken) implements Claiming {}
    }

    /** Those made within the cap's period: what is older no longer counts. */
    public CapClaims within(ContactCard.Cap cap, Instant now) {
        var since = now.minus(cap.period());
        return new CapClaims(claims.stream().filter(it -> it.at().isAfter(since)).toList());
    }

    /**
     * How many places are taken by others than one message.
     *
     * @param sent how many messages were sent within the cap's period, those that have a claim here
     *     left out
     */
    public long takenByOthers(String messageId, long sent) {
        return sent + claims.stream().filter(it -> !it.messageId().equals(messageId)).count();
    }

    /** Takes a place for a message; one that it has already is taken anew. */
    public Claiming claim(Message message, ContactCard.Cap cap, long sent, Instant now) {
        var taken = takenByOthers(message.id(), sent);
        if (taken >= cap.messages()) {
            return new Claiming.CapReached(taken);
        }
        var next = new ArrayList<Claim>();
        var version = message.version();
        for (var claim : claims) {
            if (claim.messageId().equals(message.id())) {
                version = Math.max(version, claim.messageVersion());
            } else {
                next.add(claim);
            }
        }
        next.add(new Claim(message.id(), version, now));
        return new Claiming.Claimed(new CapClaims(next));
    }

    /** Gives back the places that a message took before it came to this state. */
    public CapClaims without(Message ended) {
        return new CapClaims(
                claims.stream()
                        .filter(it ->
                                !it.messageId().equals(ended.id())
                                        || it.messageVersion() >= ended.version())
                        .toList());
    }
}
