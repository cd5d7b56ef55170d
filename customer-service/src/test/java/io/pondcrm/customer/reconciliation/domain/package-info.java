@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.reconciliation.domain;
