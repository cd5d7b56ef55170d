package io.pondcrm.feedback.calendar.domain;

/**
 * A calendar in one of its versions.
 *
 * @param id {@code cal_…}
 * @param version from 1; what was promised by one version stays as it was promised
 */
public record StoredCalendar(String id, int version, String name, BusinessCalendar calendar) {}
