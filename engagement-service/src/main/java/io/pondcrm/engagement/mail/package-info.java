/** Hands mails to the mail server. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.mail;
