/** How much one caller may send: calls, bytes, headers. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway.limits;
