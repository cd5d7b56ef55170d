/** Churn definitions and the labels they give, over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.definition;
