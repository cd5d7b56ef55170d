package io.pondcrm.engagement.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.engagement.mail.domain.HandOver;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailSendException;

/** Where a mail is after a failure: the one question that decides about a second copy. */
class SmtpMailerTest {

    @Test
    void without_a_connection_nothing_left() {
        var cause = new MessagingException("Could not connect");

        assertThat(
                        SmtpMailer.meaning(
                                new MailSendException(
                                        "Mail server connection failed",
                                        cause,
                                        Map.of("mail", cause))))
                .isEqualTo(new HandOver.NotTaken("CONNECTION"));
    }

    @Test
    void an_answer_of_the_server_says_what_became_of_it() {
        assertThat(meaning(refusal(451))).isEqualTo(new HandOver.NotTaken("CODE_451"));
        assertThat(meaning(refusal(550))).isEqualTo(new HandOver.Refused("CODE_550"));
    }

    @Test
    void a_connection_that_breaks_before_the_answer_leaves_it_in_doubt() {
        assertThat(meaning(refusal(-1))).isEqualTo(new HandOver.InDoubt("CONNECTION_LOST"));
        assertThat(meaning(new MessagingException("lost", new EOFException())))
                .isEqualTo(new HandOver.InDoubt("CONNECTION_LOST"));
        assertThat(
                        SmtpMailer.meaning(
                                new MailSendException(
                                        "Failed to close server connection after message failures",
                                        new MessagingException("closing"),
                                        Map.of("mail", new MessagingException("lost")))))
                .isEqualTo(new HandOver.InDoubt("CONNECTION_LOST"));
    }

    @Test
    void a_failing_good_bye_changes_nothing() {
        assertThat(
                        SmtpMailer.meaning(
                                new MailSendException(
                                        "Failed to close server connection",
                                        new IOException("closing"))))
                .isEqualTo(new HandOver.TakenOver());
    }

    private static HandOver meaning(Exception failure) {
        return SmtpMailer.meaning(new MailSendException(Map.of("mail", failure)));
    }

    private static SMTPSendFailedException refusal(int code) {
        return new SMTPSendFailedException("DATA", code, "said so", null, null, null, null);
    }
}
