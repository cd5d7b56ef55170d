/** Members of segments. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.audience.domain;
