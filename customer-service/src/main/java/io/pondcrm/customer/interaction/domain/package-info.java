/** What customers, and visitors of whom we do not know yet who they are, did with us. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.interaction.domain;
