/** ABC classifications over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.abc;
