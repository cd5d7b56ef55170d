/**
 * People who ask what is kept of them, answered in full: each feature tells what it has, and the
 * service hands it on sealed, so that only who asked can read it.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.access;
