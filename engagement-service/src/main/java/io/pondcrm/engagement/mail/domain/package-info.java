/** What may come of handing over a mail. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.mail.domain;
