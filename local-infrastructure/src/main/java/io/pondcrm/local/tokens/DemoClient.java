package io.pondcrm.local.tokens;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may ask for tokens in a trial installation, and what for. */
enum DemoClient {
    FRONT_END(
            null,
            "customers:read customers:write consents:read consents:write transactions:read"
                    + " segments:read segments:write scores:read jobs:read"
                    + " campaigns:read campaigns:write templates:read templates:write messages:read"
                    + " care:read care:write follow-ups:read follow-ups:write"
                    + " playbooks:read playbooks:write"
                    + " loyalty:read loyalty:write loyalty:redeem loyalty:adjust"
                    + " attributes:read attributes:write forms:read forms:write"
                    + " data-quality:read data-quality:write"
                    + " contact-policies:read interactions:read interactions:write churn:read"
                    + " cases:read cases:write sla:read surveys:read surveys:write"
                    + " events:read"),

    PARTNER_SHOP(
            "shop",
            "customers:read customers:write consents:write transactions:read transactions:write"
                    + " imports:read imports:write mappings:read mappings:write jobs:read"
                    + " interactions:read interactions:write"
                    + " cases:read cases:write events:read webhooks:read webhooks:write"),

    OPS(
            null,
            "customers:read customers:write customers:pii consents:read consents:write"
                    + " transactions:read transactions:write imports:read imports:write"
                    + " mappings:read mappings:write contact-cards:read segments:read"
                    + " segments:write scores:read scores:write jobs:read jobs:write admin:read"
                    + " admin:write audit:read privacy:read privacy:write"
                    + " security:read security:write"
                    + " campaigns:read campaigns:write templates:read templates:write messages:read"
                    + " care:read care:write follow-ups:read follow-ups:write"
                    + " playbooks:read playbooks:write"
                    + " loyalty:read loyalty:write loyalty:redeem loyalty:adjust"
                    + " attributes:read attributes:write forms:read forms:write"
                    + " data-quality:read data-quality:write"
                    + " contact-policies:read contact-policies:write interactions:read"
                    + " interactions:write churn:read churn:write"
                    + " cases:read cases:write sla:read sla:write surveys:read surveys:write"
                    + " events:read webhooks:read webhooks:write"),

    /**
     * engagement-service itself, when it asks who is in a segment and how to address a customer.
     */
    ENGAGEMENT_SERVICE(null, "contact-cards:read contact-policies:read segments:read");

    private final @Nullable String system;
    private final List<String> scopes;

    DemoClient(@Nullable String system, String scopes) {
        this.system = system;
        this.scopes = List.of(scopes.split(" "));
    }

    /** The {@code client_id}, e.g. {@code partner-shop}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For partners: the only system whose external ids this client may write. */
    Optional<String> system() {
        return Optional.ofNullable(system);
    }

    List<String> scopes() {
        return scopes;
    }
}
