/**
 * What customers bought and gave back. The port for single and bulk recording is {@link
 * io.pondcrm.customer.transaction.domain.Transactions}.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.transaction.domain;
