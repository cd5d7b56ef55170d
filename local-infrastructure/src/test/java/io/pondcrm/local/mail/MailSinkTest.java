package io.pondcrm.local.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class MailSinkTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Mails mails = new Mails();
    private final SmtpServer smtp = new SmtpServer(0, mails, Clock.fixed(NOON, ZoneOffset.UTC));
    private final MockMvcTester http = MockMvcTester.of(new MailController(mails));

    @BeforeEach
    void start() {
        smtp.start();
    }

    @AfterEach
    void stop() {
        smtp.close();
    }

    @Test
    void a_mail_is_kept_once_per_recipient_blind_copies_included() throws Exception {
        var mail = mail("积分到期", "Your points expire.");
        mail.setRecipients(RecipientType.TO, "ada@example.org");
        mail.setRecipients(RecipientType.BCC, "audit@example.org");
        mail.setHeader("X-Copy", "2");

        Transport.send(mail);

        assertThat(mails.list())
                .extracting(Mail::to)
                .containsExactlyInAnyOrder("ada@example.org", "audit@example.org");
        assertThat(mails.list().getFirst())
                .usingRecursiveComparison()
                .ignoringFields("id", "to")
                .isEqualTo(
                        new Mail(
                                "",
                                NOON,
                                "shop@example.org",
                                "",
                                "积分到期",
                                "Your points expire.",
                                List.of(),
                                "<points@example.org>",
                                Map.of("X-Copy", "2")));
    }

    @Test
    void plain_text_is_preferred_and_attachments_are_named() throws Exception {
        var plain = new MimeBodyPart();
        plain.setText("Hello Ada", "UTF-8");
        var html = new MimeBodyPart();
        html.setText("<b>Hello Ada</b>", "UTF-8", "html");
        var attached = new MimeBodyPart();
        attached.setText("%PDF", "UTF-8");
        attached.setFileName("voucher.pdf");
        var mail = mail("Voucher", "");
        mail.setRecipients(RecipientType.TO, "ada@example.org");
        mail.setContent(new MimeMultipart("mixed", html, plain, attached));

        Transport.send(mail);

        assertThat(mails.list().getFirst().text()).isEqualTo("Hello Ada");
        assertThat(mails.list().getFirst().attachments()).containsExactly("voucher.pdf");
    }

    @Test
    void the_page_shows_mails_as_text_and_lets_none_of_them_run() throws Exception {
        var mail = mail("<script>alert(1)</script>", "<img src=x onerror=alert(2)>");
        mail.setRecipients(RecipientType.TO, "ada@example.org");
        Transport.send(mail);

        assertThat(http.get().uri("/mails"))
                .hasStatusOk()
                .hasHeader(
                        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .bodyText()
                .contains("&lt;script&gt;", "&lt;img")
                .doesNotContain("<script", "<img", "http://", "https://");
    }

    @Test
    void mails_are_listed_as_json_until_they_are_deleted() throws Exception {
        var mail = mail("Hello", "Hello Ada");
        mail.setRecipients(RecipientType.TO, "ada@example.org");
        Transport.send(mail);

        assertThat(http.get().uri("/mails.json"))
                .bodyJson()
                .extractingPath("$.items[0].subject")
                .isEqualTo("Hello");

        assertThat(http.delete().uri("/mails")).hasStatus(204);
        assertThat(http.get().uri("/mails.json")).bodyJson().isStrictlyEqualTo("{\"items\":[]}");
    }

    @Test
    void old_mails_are_forgotten() {
        IntStream.rangeClosed(1, Mails.KEPT + 1)
                .forEach(number ->
                        mails.add(
                                new Mail(
                                        "mail_" + number,
                                        NOON,
                                        "",
                                        "",
                                        "",
                                        "",
                                        List.of(),
                                        "",
                                        Map.of())));

        assertThat(mails.list()).hasSize(Mails.KEPT);
        assertThat(mails.list().getLast().id()).isEqualTo("mail_2");
    }

    private MimeMessage mail(String subject, String text) throws Exception {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", String.valueOf(smtp.port()));
        var mail =
                new MimeMessage(Session.getInstance(settings)) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", "<points@example.org>");
                    }
                };
        mail.setFrom(new InternetAddress("shop@example.org"));
        mail.setSubject(subject, UTF_8.name());
        mail.setText(text, UTF_8.name());
        return mail;
    }
}
