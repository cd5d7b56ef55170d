/** Shares with what they are worth, and what segments and customers have more of. Pure. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.insight.domain;
