/** The one door: it checks who calls, how much, and hands each call to the service that owns it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway;
