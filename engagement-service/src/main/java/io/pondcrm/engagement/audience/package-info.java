/** Asks segmentation-service who is in a segment. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.audience;
