/** The 360-degree view and the timeline of a customer: projections over all services' events. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.view;
