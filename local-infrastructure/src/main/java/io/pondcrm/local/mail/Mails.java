package io.pondcrm.local.mail;

import java.util.ArrayDeque;
import java.util.List;

/** The latest mails, newest first; older ones are forgotten. Safe for several threads. */
final class Mails {

    static final int KEPT = 5_000;

    private final ArrayDeque<Mail> mails = new ArrayDeque<>();

    synchronized void add(Mail mail) {
        mails.addFirst(mail);
        while (mails.size() > KEPT) {
            mails.removeLast();
        }
    }

    synchronized List<Mail> list() {
        return List.copyOf(mails);
    }

    synchronized void clear() {
        mails.clear();
    }
}
