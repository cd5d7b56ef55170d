package io.pondcrm.local.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Accepts any mail from anyone on 127.0.0.1, with or without a login, and keeps it. */
final class SmtpServer implements AutoCloseable {

    private final AtomicLong received = new AtomicLong();
    private final Mails mails;
    private final Clock clock;
    private final GreenMail server;

    SmtpServer(int port, Mails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
        this.server =
                new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
                        .withConfiguration(
                                new GreenMailConfiguration().withDisabledAuthentication());
    }

    void start() {
        server.start();
        server.getUserManager()
                .setMessageDeliveryHandler((_, recipient) -> new Recipient(recipient, this::keep));
    }

    int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void keep(MovingMessage message, MailAddress recipient) {
        try {
            mails.add(
                    Mail.of(
                            "mail_" + received.incrementAndGet(),
                            clock.instant(),
                            recipient.getEmail(),
                            message.getMessage()));
        } catch (IOException | MessagingException unreadable) {
            throw new IllegalStateException("Mail cannot be read", unreadable);
        }
    }

    /**
     * Stands where the library has a user with a mailbox: it would make one per recipient and keep
     * everything for ever.
     */
    private record Recipient(MailAddress address, BiConsumer<MovingMessage, MailAddress> delivery)
            implements GreenMailUser {

        @Override
        public String getEmail() {
            return address.getEmail();
        }

        @Override
        public String getLogin() {
            return address.getEmail();
        }

        @Override
        public void deliver(MovingMessage message) {
            delivery.accept(message, address);
        }

        @Override
        public void deliver(MimeMessage message) {
            throw new UnsupportedOperationException("Mail arrives by SMTP only");
        }

        @Override
        public void create() {}

        @Override
        public void delete() {}

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public void setPassword(String password) {}

        @Override
        public void authenticate(String password) {}

        @Override
        public String getQualifiedMailboxName() {
            return address.getEmail();
        }
    }
}
