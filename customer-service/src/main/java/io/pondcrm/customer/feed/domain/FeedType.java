package io.pondcrm.customer.feed.domain;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What partners and front ends may hear of: a closed list, each with the scope that it takes. */
public enum FeedType {
    CUSTOMER_CREATED("customer.created", "customers:read"),
    CUSTOMER_UPDATED("customer.updated", "customers:read"),
    CUSTOMER_MERGED("customer.merged", "customers:read"),
    CUSTOMER_UNMERGED("customer.unmerged", "customers:read"),
    CUSTOMER_ERASED("customer.erased", "customers:read"),
    CONSENT_GRANTED("consent.granted", "consents:read"),
    CONSENT_WITHDRAWN("consent.withdrawn", "consents:read"),
    TRANSACTION_RECORDED("transaction.recorded", "transactions:read"),
    INTERACTION_RECORDED("interaction.recorded", "interactions:read"),
    TIER_CHANGED("tier.changed", "scores:read"),
    TIER_LEFT("tier.left", "scores:read"),
    TIER_DOWNGRADE_SCHEDULED("tier.downgrade-scheduled", "scores:read"),
    LIFECYCLE_CHANGED("lifecycle.changed", "scores:read"),
    SEGMENT_ENTERED("segment.entered", "segments:read"),
    SEGMENT_LEFT("segment.left", "segments:read"),
    CASE_OPENED("case.opened", "cases:read"),
    CASE_RESPONDED("case.responded", "cases:read"),
    CASE_RESOLVED("case.resolved", "cases:read"),
    CASE_CLOSED("case.closed", "cases:read"),
    CASE_REOPENED("case.reopened", "cases:read"),
    SLA_BREACHED("sla.breached", "cases:read"),
    SURVEY_INVITED("survey.invited", "surveys:read"),
    SURVEY_RESPONSE_RECORDED("survey.response-recorded", "surveys:read"),
    MESSAGE_SENT("message.sent", "messages:read"),
    MESSAGE_SUPPRESSED("message.suppressed", "messages:read"),
    FOLLOW_UP_OPENED("follow-up.opened", "follow-ups:read"),
    FOLLOW_UP_COMPLETED("follow-up.completed", "follow-ups:read"),
    CHURN_WARNING_RAISED("churn.warning-raised", "churn:read"),
    CHURN_WARNING_RESOLVED("churn.warning-resolved", "churn:read");

    private final String wireName;
    private final String scope;

    FeedType(String wireName, String scope) {
        this.wireName = wireName;
        this.scope = scope;
    }

    /** Its name for callers: that of the event, without a version. */
    public String wireName() {
        return wireName;
    }

    /** The scope that who hears of it must hold. */
    public String scope() {
        return scope;
    }

    /** Reads what a caller wrote; empty for what is not on the list. */
    public static Optional<FeedType> find(String wireName) {
        return Stream.of(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
    }

    /** All that somebody with these scopes may hear of. */
    public static Set<FeedType> allowedBy(Predicate<String> holdsScope) {
        var allowed = EnumSet.noneOf(FeedType.class);
        Stream.of(values()).filter(it -> holdsScope.test(it.scope)).forEach(allowed::add);
        return allowed;
    }
}
