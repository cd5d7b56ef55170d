/** When a customer counts as at risk or gone: by their own rhythm. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.definition.domain;
