/** Churn scores over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.score;
