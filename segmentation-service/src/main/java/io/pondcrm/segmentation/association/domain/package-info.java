/** What is bought together: baskets, frequent itemsets by FP-growth, rules. Pure. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.association.domain;
