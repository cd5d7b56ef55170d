/** What people write. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.words.domain;
