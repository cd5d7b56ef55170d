package io.pondcrm.engagement.mail.domain;

/** The way out to the mail server. */
public interface Mailer {

    /** Hands one mail over. Waits a bounded time; never throws for what the server does. */
    HandOver handOver(Mail mail);
}
