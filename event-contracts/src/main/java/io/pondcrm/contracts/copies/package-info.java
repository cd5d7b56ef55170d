/** What customer-service asks of those who copied what it said, and what they answer. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.contracts.copies;
