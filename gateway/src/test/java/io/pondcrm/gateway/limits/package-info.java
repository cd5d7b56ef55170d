@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway.limits;
