/** Who is in a segment at this moment. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.audience.domain;
