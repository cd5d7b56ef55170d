/** How a customer may be addressed at this moment. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.contact.domain;
