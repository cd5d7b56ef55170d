/** Asks customer-service how to address a customer. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.contact;
