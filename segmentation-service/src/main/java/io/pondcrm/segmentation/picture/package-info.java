/** Draws for people what the features know in numbers. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.picture;
