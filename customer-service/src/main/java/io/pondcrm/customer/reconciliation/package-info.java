/** Whether a partner and we know the same of the same customers. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.reconciliation;
