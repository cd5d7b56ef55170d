package io.pondcrm.engagement.message.domain;

import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All messages. */
public interface Messages {

    Optional<Message> find(String id);

    /** Stores new ones; those that are there already stay as they are. */
    void createAll(List<Message> messages);

    /**
     * Stores the next state of a message with the event that announces it.
     *
     * @return false if somebody else changed it meanwhile
     */
    boolean store(Message next);

    /** Those of one source whose turn has come, longest waiting first. */
    List<Message> listDue(Source source, Instant now, int limit);

    /** Those of one source to any of these customers. */
    List<Message> list(Source source, Collection<CustomerId> customers);

    /** Whether any message of a source still waits for something. */
    boolean hasOpen(Source source);

    /** Lets the turn of all that wait come at once. */
    void bringForward(Source source, Instant now);

    /**
     * How many messages for a purpose customers were sent since a moment, together.
     *
     * @param except messages that are not counted
     */
    long countSent(
            Collection<CustomerId> customers, Purpose purpose, Instant since, List<String> except);

    /** How many messages of a source are in which state; states without any are left out. */
    Map<Message.State, Long> countByState(Source source);

    /**
     * How many messages of a source were decided not to be sent for which reason; reasons without
     * any are left out.
     */
    Map<String, Long> countSuppressed(Source source);

    /** How many messages of a source have more than one copy. */
    long countCopied(Source source);
}
