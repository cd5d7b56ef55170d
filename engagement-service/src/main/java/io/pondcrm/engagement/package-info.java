/** Addresses customers: campaigns, greetings, follow-ups. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement;
