/** What customers allow us to do with their data, when they said so, and how we can prove it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.consent.domain;
