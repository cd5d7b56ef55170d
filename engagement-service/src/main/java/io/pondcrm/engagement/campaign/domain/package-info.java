/** A message to everybody in a segment, but for those held out. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.campaign.domain;
