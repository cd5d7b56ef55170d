/** Entitlements, as far as it depends on them who is written to. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.entitlement.domain;
