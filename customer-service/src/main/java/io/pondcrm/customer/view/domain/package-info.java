/** What all services know about one customer, as their events told it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.view.domain;
