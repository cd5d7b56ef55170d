/** Which tier customers are in, as segmentation-service says. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.tier;
