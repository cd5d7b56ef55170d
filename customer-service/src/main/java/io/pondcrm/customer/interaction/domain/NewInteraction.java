package io.pondcrm.customer.interaction.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partner says that somebody did, not yet checked.
 *
 * @param system the partner system
 * @param externalId the partner's number of it: the same number is the same interaction
 * @param occurredAt when it happened, which may be long ago
 * @param action what was done, as a code such as {@code product-viewed}
 * @param channel where, for example {@code WEB}
 */
public record NewInteraction(
        String system,
        String externalId,
        Actor actor,
        InteractionType type,
        @Nullable String action,
        Instant occurredAt,
        @Nullable String channel) {

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_CODE = 64;

    /** How far a partner's clock may be ahead of ours. */
    private static final Duration CLOCK_LEEWAY = Duration.ofMinutes(5);

    /**
     * Everything that is wrong with it; empty if it can be recorded.
     *
     * @param now nothing happens later than this
     */
    public List<Flaw> flaws(Instant now) {
        var flaws = new ArrayList<Flaw>();
        requireText("/externalId", externalId, flaws);
        if (actor instanceof Actor.Anonymous(var anonymousId)) {
            requireText("/anonymousId", anonymousId, flaws);
        }
        if (channel != null) {
            requireText("/channel", channel, flaws);
        }
        if (action != null && !isCode(action)) {
            flaws.add(new Flaw("/action", Flaw.Kind.CODE_FORMAT));
        }
        if (occurredAt.isAfter(now.plus(CLOCK_LEEWAY))) {
            flaws.add(new Flaw("/occurredAt", Flaw.Kind.IN_FUTURE));
        }
        return flaws;
    }

    /** Who it was, as far as the system tells; null where it names a customer. */
    public @Nullable Visitor visitor() {
        return actor instanceof Actor.Anonymous(var anonymousId)
                ? new Visitor(system, anonymousId)
                : null;
    }

    /** Whether a text may be a visitor's mark. */
    public static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_TEXT
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static void requireText(String pointer, String text, List<Flaw> flaws) {
        if (!isText(text)) {
            flaws.add(new Flaw(pointer, Flaw.Kind.TEXT_FORMAT));
        }
    }

    /** Codes travel with events: a form in which nobody writes names or sentences. */
    private static boolean isCode(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_CODE
                && text.chars()
                        .allMatch(c ->
                                c >= 'a' && c <= 'z'
                                        || c >= '0' && c <= '9'
                                        || c == '.'
                                        || c == '-');
    }
}
