package io.pondcrm.feedback.cases.domain;

/** Where a customer turned to us. */
public enum Channel {
    PHONE,
    EMAIL,
    WECHAT,
    WEB,
    STORE,
    APP
}
