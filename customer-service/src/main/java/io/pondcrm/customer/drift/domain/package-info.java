/** What is said of customers to others, so that their copies can be compared with it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.drift.domain;
