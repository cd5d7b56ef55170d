/** What a security assessment finds, and what became of it since another one. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.assessment.domain;
