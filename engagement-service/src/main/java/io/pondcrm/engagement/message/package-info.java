/** Sends messages, and remembers why or why not. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.message;
