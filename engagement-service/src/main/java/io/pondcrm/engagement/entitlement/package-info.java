/** What customers are entitled to, as segmentation-service says. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.entitlement;
