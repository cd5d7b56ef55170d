@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.contactpolicy.domain;
