/** Customer lifetime value: models that are fitted to all customers and asked about one. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.clv;
