/** Keeps each customer's facts and conclusions in one document, and announces what changed. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.standing;
