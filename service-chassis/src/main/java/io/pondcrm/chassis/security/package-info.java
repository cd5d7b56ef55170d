/** Who calls, what they may do, and which fields they may see. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.security;
