/** When somebody works: the arithmetic of business time. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.calendar.domain;
