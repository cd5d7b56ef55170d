package io.pondcrm.customer.datause.domain;

/** Kinds of data about a customer. */
public enum DataCategory {
    /** Names, date of birth, gender. */
    IDENTITY,
    /** E-mail addresses, phone numbers, accounts, postal addresses. */
    CONTACT_POINTS,
    /** Tags, attributes, region, language, time zone. */
    CHARACTERISTICS,
    /** What the customer allowed, and the proof. */
    CONSENTS,
    /** What was bought and given back. */
    PURCHASES,
    /** Visits, clicks, posts. */
    BEHAVIOUR,
    /** Scores, tiers, stages and segments made of the others. */
    SCORES,
    /** What was sent when. */
    MESSAGES,
    /** Complaints, questions, answers to surveys. */
    FEEDBACK,
    /** Who saw or changed what. */
    ACCESS_LOG
}
