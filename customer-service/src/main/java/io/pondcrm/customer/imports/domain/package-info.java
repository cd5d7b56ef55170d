/**
 * Files of customers and transactions, from bytes to outcomes: splitting a stream into records,
 * reading their cells, applying them in batches, counting.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.imports.domain;
