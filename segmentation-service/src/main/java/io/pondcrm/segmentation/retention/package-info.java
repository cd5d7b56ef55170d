/** What this service keeps, how long, and why. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.retention;
