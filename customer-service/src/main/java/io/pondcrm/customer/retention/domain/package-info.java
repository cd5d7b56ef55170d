/** What is kept for a time only. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.retention.domain;
