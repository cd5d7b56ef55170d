/** Ready-made ways of tiering customers, each set up by one call. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.preset;
