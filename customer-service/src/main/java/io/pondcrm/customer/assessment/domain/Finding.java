package io.pondcrm.customer.assessment.domain;

/**
 * One thing that is not as it should be.
 *
 * @param subject what it is about: a field of the store, a client, a version of a notice; never a
 *     value of a customer's
 * @param count how many there are
 * @param looked of how many that were looked at; 0 where nothing was counted
 */
public record Finding(Check check, String subject, long count, long looked) {

    /** Whether it is the same thing, however much of it there is. */
    boolean isAbout(Finding other) {
        return check == other.check && subject.equals(other.subject);
    }
}
