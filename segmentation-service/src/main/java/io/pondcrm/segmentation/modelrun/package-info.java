/** Models that jobs make of all customers, and the cards that say what each is good for. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.modelrun;
