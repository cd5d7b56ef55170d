package io.pondcrm.customer.consent.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything one customer said about the use of their data, in the order in which it was said.
 * Nothing is ever taken out. Immutable: a change returns the ledger that would result, for the
 * caller to store.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 7(1), 7(3)</a>: consent
 *     must be provable, and withdrawing as easy as giving
 * @see <a href="http://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html">PIPL Art. 14,
 *     15</a>
 */
public record ConsentLedger(CustomerId customer, List<ConsentStatement> statements) {

    /** Of two statements of one moment, the no comes last and counts. */
    private static final Comparator<ConsentStatement> BY_MOMENT =
            Comparator.comparing(ConsentStatement::at)
                    .thenComparing(ConsentStatement::decision)
                    .thenComparing(ConsentStatement::recordedAt);

    public ConsentLedger {
        statements = statements.stream().sorted(BY_MOMENT).toList();
    }

    /** A customer who was never asked. */
    public static ConsentLedger empty(CustomerId customer) {
        return new ConsentLedger(customer, List.of());
    }

    /**
     * Adds what the customer said. Saying no without ever having said yes is an objection, and
     * counts. A yes to a new wording is a new yes; a second no changes nothing, whatever its
     * wording.
     *
     * @param statement its moment may lie before the moment we learn of it, and before others
     */
    public ConsentChange add(ConsentStatement statement) {
        var before = latest(statement.purpose(), statement.channel(), statement.at());
        if (before.isPresent() && covers(before.get(), statement)) {
            return new ConsentChange.AlreadySaid(before.get());
        }
        var all = new ArrayList<>(statements);
        all.add(statement);
        var ledger = new ConsentLedger(customer, all);
        var now =
                statement.channel() == Channel.ANY
                        ? ledger.standing(statement.purpose(), Channel.ANY, Instant.MAX)
                        : ledger.latest(statement.purpose(), statement.channel(), Instant.MAX);
        return now.equals(Optional.of(statement))
                ? new ConsentChange.Accepted(ledger, statement)
                : new ConsentChange.Outdated(ledger, statement);
    }

    /**
     * Whether a use over a channel was allowed at a moment. What was said about any channel counts
     * for each of them, until something later is said about that one; and the other way round.
     */
    public ConsentDecision decide(Purpose purpose, Channel channel, Instant at) {
        var basis =
                channel == Channel.ANY
                        ? standing(purpose, channel, at)
                        : latest(purpose, channel, at);
        return basis.map(said ->
                        new ConsentDecision(
                                said.isGrant(),
                                said.isGrant()
                                        ? ConsentDecision.Reason.GRANTED
                                        : ConsentDecision.Reason.WITHDRAWN,
                                basis))
                .orElseGet(() ->
                        new ConsentDecision(false, ConsentDecision.Reason.NEVER_GRANTED, basis));
    }

    /** What stood at a moment: the last statement about each purpose and channel by then. */
    public List<ConsentStatement> standing(Instant at) {
        var standing = new ArrayList<ConsentStatement>();
        for (var purpose : Purpose.values()) {
            for (var channel : Channel.values()) {
                standing(purpose, channel, at).ifPresent(standing::add);
            }
        }
        return List.copyOf(standing);
    }

    private Optional<ConsentStatement> standing(Purpose purpose, Channel channel, Instant at) {
        return statements.stream()
                .filter(said -> said.purpose() == purpose && said.channel() == channel)
                .filter(said -> !said.at().isAfter(at))
                .max(BY_MOMENT);
    }

    /** The last statement that touches a channel; for any channel, the last that touches one. */
    private Optional<ConsentStatement> latest(Purpose purpose, Channel channel, Instant at) {
        return statements.stream()
                .filter(said -> said.purpose() == purpose)
                .filter(said ->
                        said.channel() == channel
                                || said.channel() == Channel.ANY
                                || channel == Channel.ANY)
                .filter(said -> !said.at().isAfter(at))
                .max(BY_MOMENT);
    }

    private static boolean covers(ConsentStatement earlier, ConsentStatement later) {
        return earlier.decision() == later.decision()
                && (earlier.channel() == later.channel() || earlier.channel() == Channel.ANY)
                && (!later.isGrant() || Objects.equals(earlier.textVersion(), later.textVersion()));
    }
}
