package io.pondcrm.engagement.mail.domain;

/**
 * One mail on its way out. Never stored: it names a person.
 *
 * @param messageId what stands before the {@code @} of its {@code Message-ID}; the same in each
 *     copy, so that mail programs can show the copies as one
 * @param copy 1 for the first; later ones are marked with it
 * @param locale BCP 47
 */
public record Mail(
        String messageId, int copy, String to, String subject, String text, String locale) {

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "Mail[%s, copy %d]".formatted(messageId, copy);
    }
}
