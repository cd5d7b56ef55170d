/** Security assessments over HTTP, as jobs and in the store, and what they look at. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.assessment;
