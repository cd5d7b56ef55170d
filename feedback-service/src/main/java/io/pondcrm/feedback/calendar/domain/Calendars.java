package io.pondcrm.feedback.calendar.domain;

import java.util.Optional;

/** All business calendars. */
public interface Calendars {

    /** The calendar as it is now. */
    Optional<StoredCalendar> find(String id);

    /**
     * The calendar as it was in one version, which a promise names.
     *
     * @throws java.util.NoSuchElementException if there never was such a one
     */
    BusinessCalendar get(String id, int version);
}
