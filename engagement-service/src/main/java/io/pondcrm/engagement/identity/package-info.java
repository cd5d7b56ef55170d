/** Keeps which customers were merged. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.identity;
