/** Hands calls to the service that owns them, and says honestly when it can't. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway.routing;
