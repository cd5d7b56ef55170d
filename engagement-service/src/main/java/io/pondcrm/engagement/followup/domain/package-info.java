/** Tasks to get in touch with a customer. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.followup.domain;
