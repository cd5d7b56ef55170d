package io.pondcrm.local.mail;

import java.time.Clock;
import java.util.List;

/**
 * A mail server that accepts everything and delivers nothing, for tests that look at what was sent.
 * Listens on 127.0.0.1 until it is closed; keeps the latest 5,000 mails.
 */
public final class MailSink implements AutoCloseable {

    private final Mails mails = new Mails();
    private final SmtpServer server;

    private MailSink(int port) {
        server = new SmtpServer(port, mails, Clock.systemUTC());
    }

    /**
     * Starts one.
     *
     * @param port 0 for a free one
     */
    public static MailSink start(int port) {
        var sink = new MailSink(port);
        sink.server.start();
        return sink;
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** What came in, newest first. */
    public List<Mail> list() {
        return mails.list();
    }

    @Override
    public void close() {
        server.close();
    }
}
