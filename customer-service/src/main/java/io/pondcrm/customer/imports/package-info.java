/** Imports over HTTP, spooled in the store, applied by a job that any instance can take up. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.imports;
