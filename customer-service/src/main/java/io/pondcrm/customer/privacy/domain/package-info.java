/** Demands that the law knows. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.privacy.domain;
