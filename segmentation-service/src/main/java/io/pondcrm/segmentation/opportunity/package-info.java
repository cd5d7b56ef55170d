/** Where segments buy less than everybody does, over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.opportunity;
