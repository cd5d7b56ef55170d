/** Scores, tiers, stages and segments of customers, each with its reasons and history. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation;
