package io.pondcrm.engagement.message.domain;

import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.template.domain.Template;
import java.util.Map;

/**
 * What all messages of one source have in common.
 *
 * @param stopped whether those that are not sent yet are to stay so
 */
public record Mailing(
        Source source,
        Purpose purpose,
        Template template,
        Map<String, String> variables,
        boolean stopped) {

    public Mailing {
        variables = Map.copyOf(variables);
    }
}
