package io.pondcrm.engagement.message.domain;

import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.template.domain.Template;
import java.util.Map;
import java.util.Optional;

/**
 * What all messages of one source have in common.
 *
 * @param requiresBenefit only who has this benefit when their message's turn comes gets it; named
 *     by its kind or id; empty for everybody
 * @param stopped whether those that are not sent yet are to stay so
 */
public record Mailing(
        Source source,
        Purpose purpose,
        Template template,
        Map<String, String> variables,
        Optional<String> requiresBenefit,
        boolean stopped) {

    public Mailing {
        variables = Map.copyOf(variables);
    }
}
