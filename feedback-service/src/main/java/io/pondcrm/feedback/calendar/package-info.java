/** Business calendars over HTTP and in MongoDB. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.calendar;
