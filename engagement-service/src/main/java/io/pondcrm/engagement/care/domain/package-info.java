/** Whose birthday it is. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.care.domain;
