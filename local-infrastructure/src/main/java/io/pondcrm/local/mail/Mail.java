package io.pondcrm.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One mail as one recipient would have got it.
 *
 * @param to the recipient of the envelope, hence also one in blind copy
 * @param text the plain text, else the HTML source, else empty
 * @param attachments names of the other parts
 * @param messageId the header {@code Message-ID}, with its angle brackets; empty if there is none
 * @param headers the headers whose names begin with {@code X-}
 */
public record Mail(
        String id,
        Instant receivedAt,
        String from,
        String to,
        String subject,
        String text,
        List<String> attachments,
        String messageId,
        Map<String, String> headers) {

    public Mail {
        attachments = List.copyOf(attachments);
        headers = Map.copyOf(headers);
    }

    static Mail of(String id, Instant receivedAt, String to, MimeMessage message)
            throws MessagingException, IOException {
        var plain = new ArrayList<String>();
        var html = new ArrayList<String>();
        var attachments = new ArrayList<String>();
        for (var part : leaves(message)) {
            if (part.getFileName() != null) {
                attachments.add(part.getFileName());
            } else if (part.getContent() instanceof String text) {
                (part.isMimeType("text/html") ? html : plain).add(text);
            }
        }
        return new Mail(
                id,
                receivedAt,
                message.getFrom() == null ? "" : InternetAddress.toUnicodeString(message.getFrom()),
                to,
                orEmpty(message.getSubject()),
                String.join("\n", plain.isEmpty() ? html : plain),
                attachments,
                orEmpty(message.getMessageID()),
                extensions(message));
    }

    private static Map<String, String> extensions(MimeMessage message) throws MessagingException {
        var extensions = new TreeMap<String, String>();
        for (var header : Collections.list(message.getAllHeaders())) {
            if (header.getName().startsWith("X-")) {
                extensions.put(header.getName(), header.getValue());
            }
        }
        return extensions;
    }

    private static List<Part> leaves(Part part) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart several)) {
            return List.of(part);
        }
        var leaves = new ArrayList<Part>();
        for (var index = 0; index < several.getCount(); index++) {
            leaves.addAll(leaves(several.getBodyPart(index)));
        }
        return leaves;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
