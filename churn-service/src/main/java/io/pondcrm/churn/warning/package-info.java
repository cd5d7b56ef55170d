/** Churn warnings over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.warning;
