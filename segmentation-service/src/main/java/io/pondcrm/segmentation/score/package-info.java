/** Every score of a customer in one shape, whichever feature knows it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.score;
