/** Who is the same person as who, and how sure that is. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.identity.domain;
