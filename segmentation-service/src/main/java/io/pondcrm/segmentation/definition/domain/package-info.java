/** What is defined in versions: drafted, tried out, published, retired. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.definition.domain;
