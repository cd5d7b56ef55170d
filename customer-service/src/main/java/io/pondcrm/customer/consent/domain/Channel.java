package io.pondcrm.customer.consent.domain;

/** Over which channel a customer allows it. */
public enum Channel {
    EMAIL,
    SMS,
    PHONE,
    WECHAT,
    APP_PUSH,
    POST,
    /** Every channel, and uses that need none. */
    ANY
}
