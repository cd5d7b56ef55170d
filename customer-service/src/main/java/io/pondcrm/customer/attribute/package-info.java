/** What the company's own attributes of customers are: which there are, and what they hold. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.attribute;
