/** How a feature has something drawn. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.picture.domain;
