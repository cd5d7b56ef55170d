/** Forms that people fill in, and records that other sources send: checked, matched, and kept. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.intake;
