/** Long work: answered with 202, visible, cancellable, and resumed after a crash. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.jobs;
