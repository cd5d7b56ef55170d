/** Ready-made ways of telling customers apart, each set up by one call. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.preset;
