/** ABC classes: the few customers who bring most of the sales, the many who bring the rest. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.abc.domain;
