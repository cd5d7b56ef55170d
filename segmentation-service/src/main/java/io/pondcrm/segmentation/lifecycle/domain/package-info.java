/** The stages of a customer's life with the company. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.lifecycle.domain;
