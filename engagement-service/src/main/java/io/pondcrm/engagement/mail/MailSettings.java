package io.pondcrm.engagement.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param from the sender's address, with or without a name
 * @param mailTimeout how long handing over one mail may take in all
 * @param attempts how often it is tried while the server certainly has not got it
 * @param backoff how long to wait before the second attempt, half more or less; doubled each time
 * @param connections how many mails are handed over at once
 */
@ConfigurationProperties("pond.sending")
record MailSettings(
        @DefaultValue("PondCRM <no-reply@pondcrm.example>") String from,
        @DefaultValue("PT10S") Duration mailTimeout,
        @DefaultValue("2") int attempts,
        @DefaultValue("PT0.2S") Duration backoff,
        @DefaultValue("16") int connections) {}
