/** White space: what a segment would buy more if it bought as everybody does. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.opportunity.domain;
