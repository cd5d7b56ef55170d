/** Follow-ups over HTTP, in the store, and on the bus. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.followup;
