/** Which data may go to which partner. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.transfer.domain;
