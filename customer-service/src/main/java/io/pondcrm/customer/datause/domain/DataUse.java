package io.pondcrm.customer.datause.domain;

import static io.pondcrm.customer.datause.domain.DataCategory.ACCESS_LOG;
import static io.pondcrm.customer.datause.domain.DataCategory.BEHAVIOUR;
import static io.pondcrm.customer.datause.domain.DataCategory.CHARACTERISTICS;
import static io.pondcrm.customer.datause.domain.DataCategory.CONSENTS;
import static io.pondcrm.customer.datause.domain.DataCategory.CONTACT_POINTS;
import static io.pondcrm.customer.datause.domain.DataCategory.FEEDBACK;
import static io.pondcrm.customer.datause.domain.DataCategory.IDENTITY;
import static io.pondcrm.customer.datause.domain.DataCategory.MESSAGES;
import static io.pondcrm.customer.datause.domain.DataCategory.PURCHASES;
import static io.pondcrm.customer.datause.domain.DataCategory.SCORES;

import io.pondcrm.customer.consent.domain.Purpose;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The register of processing: each use of customers' data that a service of ours makes. A new use
 * is a new constant here.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 30</a>
 */
public enum DataUse {
    /** Keeping the profile, so that all who serve the customer know them. */
    PROFILE_KEEPING(
            "customer", LawfulBasis.CONTRACT, null, IDENTITY, CONTACT_POINTS, CHARACTERISTICS),
    /** Keeping what was bought. */
    PURCHASE_RECORDS("customer", LawfulBasis.CONTRACT, null, PURCHASES),
    /** Keeping what customers and visitors did. */
    BEHAVIOUR_RECORDS("customer", LawfulBasis.LEGITIMATE_INTERESTS, null, BEHAVIOUR),
    /** Keeping what was allowed, with its proof. */
    CONSENT_RECORDS("customer", LawfulBasis.LEGAL_OBLIGATION, null, CONSENTS),
    /** Showing names and contact points to people and programs of the company. */
    ACCESS_BY_STAFF("customer", LawfulBasis.CONTRACT, null, IDENTITY, CONTACT_POINTS),
    /** Writing down who saw or changed what. */
    ACCESS_RECORDS("customer", LawfulBasis.LEGAL_OBLIGATION, null, ACCESS_LOG),
    /** Scores, tiers and stages of one customer. */
    VALUE_SCORING(
            "segmentation", LawfulBasis.LEGITIMATE_INTERESTS, null, PURCHASES, FEEDBACK, SCORES),
    /** Groups of customers who are alike. */
    SEGMENTATION(
            "segmentation",
            LawfulBasis.LEGITIMATE_INTERESTS,
            null,
            CHARACTERISTICS,
            PURCHASES,
            SCORES),
    /** Offers, campaigns, newsletters. */
    MARKETING_MESSAGES(
            "engagement",
            LawfulBasis.CONSENT,
            Purpose.MARKETING,
            IDENTITY,
            CONTACT_POINTS,
            SCORES,
            MESSAGES),
    /** Greetings and care that sell nothing. */
    CARE_MESSAGES(
            "engagement", LawfulBasis.CONSENT, Purpose.CARE, IDENTITY, CONTACT_POINTS, MESSAGES),
    /** Tasks of sales and service people with one customer. */
    FOLLOW_UPS("engagement", LawfulBasis.LEGITIMATE_INTERESTS, null, SCORES, MESSAGES),
    /** Complaints, questions and requests, until they are answered. */
    CASE_HANDLING("feedback", LawfulBasis.CONTRACT, null, FEEDBACK),
    /** Questions about satisfaction. */
    SURVEYS("feedback", LawfulBasis.CONSENT, Purpose.SURVEYS, CONTACT_POINTS, FEEDBACK),
    /** How likely it is that the customer leaves. */
    CHURN_PREDICTION(
            "churn",
            LawfulBasis.LEGITIMATE_INTERESTS,
            null,
            PURCHASES,
            BEHAVIOUR,
            FEEDBACK,
            SCORES);

    private final String service;
    private final LawfulBasis basis;
    private final @Nullable Purpose consent;
    private final Set<DataCategory> categories;

    DataUse(
            String service,
            LawfulBasis basis,
            @Nullable Purpose consent,
            DataCategory... categories) {
        this.service = service;
        this.basis = basis;
        this.consent = consent;
        this.categories = Set.of(categories);
    }

    /** Which service does it, for example {@code segmentation}. */
    public String service() {
        return service;
    }

    public LawfulBasis basis() {
        return basis;
    }

    /** What the customer has to allow; empty where the basis is not consent. */
    public Optional<Purpose> consent() {
        return Optional.ofNullable(consent);
    }

    public Set<DataCategory> categories() {
        return categories;
    }
}
