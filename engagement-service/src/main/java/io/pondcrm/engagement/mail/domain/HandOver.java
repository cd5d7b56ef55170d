package io.pondcrm.engagement.mail.domain;

/** Every way in which handing a mail over to the mail server can end. */
public sealed interface HandOver {

    /** The server said that it has taken the mail over. */
    record TakenOver() implements HandOver {}

    /**
     * The server certainly has not got it; it may take it later.
     *
     * @param why without personal data, for example {@code CONNECTION} or {@code CODE_451}
     */
    record NotTaken(String why) implements HandOver {}

    /**
     * The server will not take it, now or later.
     *
     * @param why without personal data, for example {@code CODE_550}
     */
    record Refused(String why) implements HandOver {}

    /**
     * The connection broke where nobody can tell whether the server has got it.
     *
     * @param why without personal data
     */
    record InDoubt(String why) implements HandOver {}
}
