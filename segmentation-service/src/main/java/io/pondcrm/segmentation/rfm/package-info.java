/** RFM models, their runs, and scores over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.rfm;
