/** What becomes of a case. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.cases.domain;
