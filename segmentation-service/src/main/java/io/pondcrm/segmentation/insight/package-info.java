/** What sets a segment or a customer apart: profile, needs, behaviour. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.insight;
