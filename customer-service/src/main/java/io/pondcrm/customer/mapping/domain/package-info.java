/**
 * How a partner's columns become our fields. Everything here is decided before the first row is
 * read, so that a million rows cost no decision twice.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.mapping.domain;
