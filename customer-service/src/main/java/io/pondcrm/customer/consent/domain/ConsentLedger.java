package io.pondcrm.customer.consent.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * counts. A yes to a new wording, or by another person, is a new yes; a second no changes
     * nothing, whatever its wording. The result does not depend on the order in which statements
     * arrive.
     *
     * @param statement its moment may lie before the moment we learn of it, and before others
     */
    public ConsentChange add(ConsentStatement statement) {
        for (var known : statements) {
            if (known.at().equals(statement.at()) && saysTheSame(known, statement)) {
                return new ConsentChange.AlreadyThere(known);
            }
        }
        var all = new ArrayList<>(statements);
        all.add(statement);
        var ledger = new ConsentLedger(customer, all);
        var standing = ledger.standing(statement.purpose(), statement.channel(), Instant.MAX);
        if (ledger.lastWordChanged(statement, this)) {
            return new ConsentChange.Accepted(ledger, statement);
        }
        return standing.isPresent() && standing.get().decision() == statement.decision()
                ? new ConsentChange.Repeated(ledger, standing.get())
                : new ConsentChange.Outdated(ledger, statement);
    }

    /**
     * This ledger with everything that another one holds and this one does not: what two customers
     * said who turned out to be one.
     */
    public ConsentLedger with(ConsentLedger other) {
        var all = new ArrayList<>(statements);
        for (var said : other.statements) {
            if (statements.stream()
                    .noneMatch(known -> known.at().equals(said.at()) && saysTheSame(known, said))) {
                all.add(said);
            }
        }
        return new ConsentLedger(customer, all);
    }

    /** Whether a new statement decides about its channel, or about one of them all, from now on. */
    private boolean lastWordChanged(ConsentStatement statement, ConsentLedger before) {
        var channels =
                statement.channel() == Channel.ANY
                        ? List.of(Channel.values())
                        : List.of(statement.channel());
        return channels.stream()
                .anyMatch(channel -> {
                    var now = standing(statement.purpose(), channel, Instant.MAX);
                    return now.equals(Optional.of(statement))
                            && !now.equals(
                                    before.standing(statement.purpose(), channel, Instant.MAX));
                });
    }

    /**
     * What others were told last, by {@code PURPOSE/CHANNEL}: not each statement is news when it
     * arrives, so they are gone through as they arrived.
     */
    public SortedMap<String, ConsentStatement> announced() {
        var announced = new TreeMap<String, ConsentStatement>();
        var ledger = empty(customer);
        for (var said :
                statements.stream()
                        .sorted(Comparator.comparing(ConsentStatement::recordedAt))
                        .toList()) {
            switch (ledger.add(said)) {
                case ConsentChange.Accepted(var next, _) -> {
                    ledger = next;
                    announced.put(said.purpose() + "/" + said.channel(), said);
                }
                case ConsentChange.Repeated(var next, _) -> ledger = next;
                case ConsentChange.Outdated(var next, _) -> ledger = next;
                case ConsentChange.AlreadyThere _ -> {
                    // Told before.
                }
            }
        }
        return announced;
    }

    /**
     * Whether a use over a channel was allowed at a moment. What was said about any channel counts
     * for each of them, until something later is said about that one; and the other way round.
     */
    public ConsentDecision decide(Purpose purpose, Channel channel, Instant at) {
        var basis = standing(purpose, channel, at);
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

    /**
     * What stood at a moment: for each purpose, and each channel that was ever spoken of, the
     * statement that decided then. Of a row of equal statements the first one stands.
     */
    public List<Standing> standing(Instant at) {
        var standing = new ArrayList<Standing>();
        for (var purpose : Purpose.values()) {
            for (var channel : Channel.values()) {
                if (statements.stream().anyMatch(said -> said.isAbout(purpose, channel))) {
                    standing(purpose, channel, at)
                            .ifPresent(said -> standing.add(new Standing(purpose, channel, said)));
                }
            }
        }
        return List.copyOf(standing);
    }

    /**
     * What decides about one purpose over one channel.
     *
     * @param basis may be about {@link Channel#ANY}
     */
    public record Standing(Purpose purpose, Channel channel, ConsentStatement basis) {}

    private Optional<ConsentStatement> standing(Purpose purpose, Channel channel, Instant at) {
        ConsentStatement standing = null;
        for (var said : statements) {
            if (said.at().isAfter(at)) {
                break;
            }
            var isAboutAll = purpose.isOverChannels() && said.isAbout(purpose, Channel.ANY);
            if ((said.isAbout(purpose, channel) || isAboutAll)
                    && (standing == null || !saysTheSameInEffect(standing, said))) {
                standing = said;
            }
        }
        return Optional.ofNullable(standing);
    }

    private static boolean saysTheSame(ConsentStatement one, ConsentStatement other) {
        return one.isAbout(other.purpose(), other.channel()) && saysTheSameInEffect(one, other);
    }

    private static boolean saysTheSameInEffect(ConsentStatement one, ConsentStatement other) {
        return one.decision() == other.decision()
                && (!one.isGrant()
                        || Objects.equals(one.textVersion(), other.textVersion())
                                && one.byGuardian() == other.byGuardian());
    }
}
