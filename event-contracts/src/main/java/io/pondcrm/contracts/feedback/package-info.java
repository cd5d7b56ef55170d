/** What feedback-service announces: cases, service levels, surveys. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.contracts.feedback;
