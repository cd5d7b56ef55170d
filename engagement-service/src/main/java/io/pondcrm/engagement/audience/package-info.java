/** Who is in which segment, as segmentation-service says. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.audience;
