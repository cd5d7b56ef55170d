/** What collectors of traces are told of persons: nothing. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.tracing;
