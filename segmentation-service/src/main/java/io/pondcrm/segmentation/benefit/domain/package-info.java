/** Benefits, to whom they are granted, and what a customer is entitled to by that. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.benefit.domain;
