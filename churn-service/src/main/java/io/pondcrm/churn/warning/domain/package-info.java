/** Warnings about customers who are about to leave: one open at a time. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.warning.domain;
