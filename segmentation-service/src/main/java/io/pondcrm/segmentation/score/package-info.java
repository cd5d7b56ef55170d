/** What the HTTP answers of all scores share. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.score;
