/** What every score shares: ranking at scale, names in two languages, reasons. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.score.domain;
