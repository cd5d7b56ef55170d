/** Campaigns over HTTP and in the store. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.campaign;
