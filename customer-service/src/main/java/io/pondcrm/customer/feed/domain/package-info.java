@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.feed.domain;
