/** How the hours of teams serve the most value without neglecting anybody. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.plan.domain;
