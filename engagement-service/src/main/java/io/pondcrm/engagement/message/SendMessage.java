package io.pondcrm.engagement.message;

import io.pondcrm.engagement.contact.domain.CardAnswer;
import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.contact.domain.ContactCards;
import io.pondcrm.engagement.entitlement.domain.Entitlements;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.identity.domain.Identity;
import io.pondcrm.engagement.mail.domain.HandOver;
import io.pondcrm.engagement.mail.domain.Mail;
import io.pondcrm.engagement.mail.domain.Mailer;
import io.pondcrm.engagement.message.domain.CapClaims;
import io.pondcrm.engagement.message.domain.CapLedger;
import io.pondcrm.engagement.message.domain.Decision;
import io.pondcrm.engagement.message.domain.Mailing;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.engagement.template.domain.Rendering;
import io.pondcrm.engagement.template.domain.Template;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deals with one message whose turn has come: asks how the customer may be addressed at this
 * moment, decides, writes the decision down, and only then hands the mail over.
 */
@Component
class SendMessage {

    private static final Logger LOG = LoggerFactory.getLogger(SendMessage.class);

    private static final Set<Message.State> MAY_HAVE_LEFT =
            Set.of(Message.State.HANDING_OVER, Message.State.IN_DOUBT);
    private static final Set<Message.State> ENDED =
            Set.of(Message.State.SENT, Message.State.SUPPRESSED, Message.State.FAILED);

    private final Messages messages;
    private final CapLedger caps;
    private final Entitlements entitlements;
    private final Identities identities;
    private final ContactCards cards;
    private final Mailer mailer;
    private final SendingSettings settings;
    private final Clock clock;

    SendMessage(
            Messages messages,
            CapLedger caps,
            Entitlements entitlements,
            Identities identities,
            ContactCards cards,
            Mailer mailer,
            SendingSettings settings,
            Clock clock) {
        this.messages = messages;
        this.caps = caps;
        this.entitlements = entitlements;
        this.identities = identities;
        this.cards = cards;
        this.mailer = mailer;
        this.settings = settings;
        this.clock = clock;
    }

    /** Brings a message one step on; where somebody else was faster, does nothing. */
    void handle(Message message, Mailing mailing) {
        switch (message.takeUp(clock.instant(), settings.maxCopies())) {
            case Message.Turn.NotNow _ -> {
                // Taken up by another instance since it was listed.
            }
            case Message.Turn.FoundInDoubt(var next) -> {
                if (messages.store(next)) {
                    LOG.warn("Message {} is in doubt: its sender died over it", next.id());
                }
            }
            case Message.Turn.Ready(var ready) -> decide(ready, mailing);
        }
    }

    private void decide(Message message, Mailing mailing) {
        if (mailing.stopped()) {
            store(message.suppressed(Decision.stopped(message.nextCopy(), clock.instant())));
            return;
        }
        if (message.isExpired(clock.instant())) {
            store(message.suppressed(Decision.expired(message.nextCopy(), clock.instant())));
            return;
        }
        var addressee = identities.of(message.customer());
        var other = standsFor(message, addressee);
        if (other.isPresent()) {
            store(
                    message.suppressed(
                            Decision.sameCustomer(
                                    other.get().id(), message.nextCopy(), clock.instant())));
            return;
        }
        var benefit = mailing.requiresBenefit();
        if (benefit.isPresent()
                && !entitlements.isHeld(addressee.survivor(), benefit.get(), clock.instant())) {
            store(
                    message.suppressed(
                            Decision.benefitNotHeld(
                                    benefit.get(), message.nextCopy(), clock.instant())));
            return;
        }
        switch (cards.ask(addressee.survivor(), mailing.purpose())) {
            case CardAnswer.Unavailable(var why) ->
                    store(message.undecided("CONTACT_CARD " + why, clock.instant()));
            case CardAnswer.NoSuchCustomer _ ->
                    store(
                            message.suppressed(
                                    Decision.unknownCustomer(message.nextCopy(), clock.instant())));
            case CardAnswer.Held(var card) -> decide(message, mailing, card);
        }
    }

    private Optional<Message> standsFor(Message message, Identity addressee) {
        var ids = addressee.ids();
        return ids.size() == 1
                ? Optional.empty()
                : messages.list(message.source(), ids).stream()
                        .filter(it -> message.yieldsTo(it, addressee.survivor()))
                        .findFirst();
    }

    private void decide(Message message, Mailing mailing, ContactCard card) {
        var now = clock.instant();
        var rendering = render(mailing, card);
        var decision =
                Decision.of(card, rendering, taken(message, card, now), message.nextCopy(), now);
        if (decision.outcome() == Decision.Outcome.SEND && card.cap().isPresent()) {
            // What was free when it was counted may have gone to another message since.
            decision =
                    switch (caps.claim(message, card.cap().get(), now)) {
                        case CapClaims.Claiming.Claimed _ -> decision;
                        case CapClaims.Claiming.CapReached(var taken) ->
                                Decision.of(card, rendering, taken, message.nextCopy(), now);
                    };
        }
        switch (decision.outcome()) {
            case SUPPRESS -> store(message.suppressed(decision));
            case DEFER -> store(message.deferred(decision));
            case SEND -> {
                var handedOver = message.handingOver(decision, now, settings.lease());
                if (store(handedOver)) {
                    handOver(handedOver, card, (Rendering.Rendered) rendering);
                } else {
                    // Somebody else has the message, and its place, unless they are done with both.
                    messages.find(message.id())
                            .filter(it -> ENDED.contains(it.state()))
                            .ifPresent(caps::giveBack);
                }
            }
        }
    }

    /** Stores it, and gives back its place under the cap unless a mail is under way or in doubt. */
    private boolean store(Message next) {
        var stored = messages.store(next);
        if (stored && !MAY_HAVE_LEFT.contains(next.state())) {
            caps.giveBack(next);
        }
        return stored;
    }

    private static Rendering render(Mailing mailing, ContactCard card) {
        var values = new HashMap<>(mailing.variables());
        card.displayName().ifPresent(name -> values.put(Template.DISPLAY_NAME, name));
        return mailing.template().render(card.locale(), values);
    }

    private long taken(Message message, ContactCard card, Instant now) {
        return card.cap().map(cap -> caps.countTaken(message, cap, now)).orElse(0L);
    }

    private void handOver(Message message, ContactCard card, Rendering.Rendered content) {
        var mail =
                new Mail(
                        message.id(),
                        message.copies().size(),
                        card.address().orElseThrow(),
                        content.subject(),
                        content.text(),
                        content.locale());
        var outcome = mailer.handOver(mail);
        var now = clock.instant();
        var next =
                switch (outcome) {
                    case HandOver.TakenOver _ -> message.sent(now);
                    case HandOver.NotTaken(var why) -> message.notTaken("MAIL_SERVER " + why, now);
                    case HandOver.Refused(var why) -> message.refused("MAIL_SERVER " + why);
                    case HandOver.InDoubt(var why) ->
                            message.inDoubt("MAIL_SERVER " + why, now, settings.maxCopies());
                };
        if (!store(next)) {
            // Somebody took us for dead: it is in doubt by now, and stays so.
            LOG.warn("Message {} came to its end ({}) too late", next.id(), next.state());
        }
    }
}
