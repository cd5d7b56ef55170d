/** Segments over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.segment;
