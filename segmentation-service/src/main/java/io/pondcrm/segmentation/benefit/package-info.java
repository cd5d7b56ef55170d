/** What customers of a tier are entitled to, over HTTP and on the bus. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.benefit;
