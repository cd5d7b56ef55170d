package io.pondcrm.feedback.cases.domain;

import java.util.List;

/** Every way an attempt to change a case can end. */
public sealed interface CaseChange {

    record Done(Case changed, List<CaseEvent> events) implements CaseChange {
        public Done {
            events = List.copyOf(events);
        }
    }

    /** The case is already as it should become: nothing to store. */
    record Unchanged(Case as) implements CaseChange {}

    record NotPossible(CaseState state, Deed deed) implements CaseChange {}

    /** A resolution says how; this one did not. */
    record ResolutionMissing() implements CaseChange {}

    /** No more of these fit: comments, links. */
    record Full(String what, int limit) implements CaseChange {}
}
