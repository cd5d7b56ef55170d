/** Takes in what other services say about customers. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.facts;
