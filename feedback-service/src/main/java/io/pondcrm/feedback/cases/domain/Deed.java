package io.pondcrm.feedback.cases.domain;

import static io.pondcrm.feedback.cases.domain.CaseState.ACKNOWLEDGED;
import static io.pondcrm.feedback.cases.domain.CaseState.CLOSED;
import static io.pondcrm.feedback.cases.domain.CaseState.INVESTIGATING;
import static io.pondcrm.feedback.cases.domain.CaseState.OPEN;
import static io.pondcrm.feedback.cases.domain.CaseState.RESOLVED;
import static io.pondcrm.feedback.cases.domain.CaseState.WAITING_FOR_CUSTOMER;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What moves a case from one state to another. */
public enum Deed {
    /** Tells the customer that we have it: the first response. */
    ACKNOWLEDGE(ACKNOWLEDGED, false, OPEN),
    INVESTIGATE(INVESTIGATING, false, OPEN, ACKNOWLEDGED),
    /** Asks the customer for something; this is a response, too. */
    ASK_CUSTOMER(WAITING_FOR_CUSTOMER, false, OPEN, ACKNOWLEDGED, INVESTIGATING),
    CUSTOMER_REPLIED(INVESTIGATING, true, WAITING_FOR_CUSTOMER),
    RESOLVE(RESOLVED, false, OPEN, ACKNOWLEDGED, INVESTIGATING, WAITING_FOR_CUSTOMER),
    /** The customer says that the resolution helps. */
    CONFIRM(CLOSED, true, RESOLVED),
    /** Nobody heard from the customer whether it helps. */
    CLOSE(CLOSED, false, RESOLVED),
    /** The customer wants nothing any more. */
    WITHDRAW(CLOSED, true, OPEN, ACKNOWLEDGED, INVESTIGATING, WAITING_FOR_CUSTOMER),
    /** It did not help, or came back. */
    REOPEN(INVESTIGATING, true, RESOLVED, CLOSED);

    private final CaseState to;
    private final boolean ofCustomer;
    private final Set<CaseState> from;

    Deed(CaseState to, boolean ofCustomer, CaseState first, CaseState... others) {
        this.to = to;
        this.ofCustomer = ofCustomer;
        this.from = EnumSet.of(first, others);
    }

    public CaseState to() {
        return to;
    }

    /** Whether it tells what the customer did: a partner may tell that of its own cases. */
    public boolean isOfCustomer() {
        return ofCustomer;
    }

    public boolean isPossibleIn(CaseState state) {
        return from.contains(state);
    }

    /** What can be done next, in the order of this list. */
    public static List<Deed> possibleIn(CaseState state) {
        return Arrays.stream(values()).filter(it -> it.isPossibleIn(state)).toList();
    }
}
