/**
 * Who a customer is: names, contact points, external ids, and where each of these came from. Ports
 * for single and bulk changes are {@link io.pondcrm.customer.profile.domain.Customers}.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.profile.domain;
