/** What is promised, and the clocks that say whether it is kept. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.sla.domain;
