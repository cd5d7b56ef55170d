/** News of customers from other services, on its way into facts. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.facts;
