/** Customers who turned out to be one. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.merge.domain;
