/** Entitlements, as far as promises depend on them. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.entitlement.domain;
