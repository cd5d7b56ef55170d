/** One message to one customer, from being due to being sent. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.message.domain;
