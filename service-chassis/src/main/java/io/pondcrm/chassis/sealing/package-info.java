/** Personal data unreadable at rest: one key for each subject, wrapped, and blind indexes. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.sealing;
