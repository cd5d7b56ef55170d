/**
 * Copies of what another service owns: each feature says what it copied, so that the owner can
 * compare it with the truth without seeing the rest.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.copies;
