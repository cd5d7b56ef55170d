/** Points over HTTP, from events, and in the store. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.loyalty;
