package io.pondcrm.engagement.care.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose birthday is when, as far as we have heard: month and day, never the year, never a name. */
public interface People {

    /**
     * What is known of a customer.
     *
     * @param sequence higher for later words about this customer
     * @param zone where the customer lives; empty where nobody knows
     */
    record Person(
            CustomerId customer,
            long sequence,
            Optional<MonthDay> birthday,
            Optional<ZoneId> zone) {}

    /** Takes down what was heard; older words than those known change nothing. */
    void learn(List<Person> people);

    /**
     * Who has this birthday and was not greeted in this year or later, in the order of ids from
     * after one on.
     */
    List<Person> listByBirthday(MonthDay birthday, int year, @Nullable CustomerId after, int limit);

    /** Notes that customers were greeted, so that they are not listed again for this year. */
    void greeted(List<CustomerId> customers, int year);

    /** Throws away what is known of a customer whom nobody knows. */
    void forget(CustomerId customer);
}
