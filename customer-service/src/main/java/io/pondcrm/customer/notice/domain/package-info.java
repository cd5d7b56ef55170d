/** What customers are told about the use of their data, version by version. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.notice.domain;
