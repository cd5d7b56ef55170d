/** Live segments: groups of customers by predicate, kept up to date by events and by time. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.segment.domain;
