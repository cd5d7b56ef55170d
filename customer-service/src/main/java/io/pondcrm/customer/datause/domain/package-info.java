/** The register of what customers' data are used for. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.datause.domain;
