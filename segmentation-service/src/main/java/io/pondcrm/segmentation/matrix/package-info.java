/** Customers counted by two groupings at once. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.matrix;
