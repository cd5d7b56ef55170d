/**
 * How often customers will buy again and what that is worth: models of repeat purchases and of
 * spend, their fit, and what they say of one customer.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.clv.domain;
