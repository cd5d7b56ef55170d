package io.pondcrm.engagement.message.domain;

import io.pondcrm.engagement.contact.domain.ContactCard;
import java.time.Instant;

/** Who has a place under which customer's cap. Of any number of writers each sees the others. */
public interface CapLedger {

    /** How many places under the cap are taken by other messages than this one. */
    long countTaken(Message message, ContactCard.Cap cap, Instant now);

    /** Takes a place for a message that is about to be handed over. */
    CapClaims.Claiming claim(Message message, ContactCard.Cap cap, Instant now);

    /**
     * Gives back what a message took before it came to this state. One that was sent goes on to
     * count, as sent.
     */
    void giveBack(Message ended);
}
