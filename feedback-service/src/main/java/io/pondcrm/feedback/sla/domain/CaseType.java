package io.pondcrm.feedback.sla.domain;

/** Why a customer turns to us. */
public enum CaseType {
    COMPLAINT,
    INQUIRY,
    SUGGESTION
}
