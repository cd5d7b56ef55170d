/** Recency, frequency, monetary value: runs over all customers, and one customer between runs. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.rfm.domain;
