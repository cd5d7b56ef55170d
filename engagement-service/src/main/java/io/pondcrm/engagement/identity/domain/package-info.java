/** Which ids are one customer's. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.identity.domain;
