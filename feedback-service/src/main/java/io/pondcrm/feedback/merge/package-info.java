/** Which customers are one since merges, as customer-service says. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.merge;
