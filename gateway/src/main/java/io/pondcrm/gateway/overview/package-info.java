/** What there is, and whether it is up. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway.overview;
