/** Transfers of personal data across borders: the register of recipients, and who may be told. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.transfer;
