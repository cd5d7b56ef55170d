package io.pondcrm.customer.interaction.domain;

/** What kind of contact it was. */
public enum InteractionType {
    PAGE_VIEW,
    APP_USE,
    SOCIAL,
    CHAT,
    CALL,
    EMAIL,
    STORE_VISIT,
    EVENT,
    OTHER
}
