/** Writes that may be retried and don't overwrite each other: keys, versions, patches. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.http;
