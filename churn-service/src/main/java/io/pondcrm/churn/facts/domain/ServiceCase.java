package io.pondcrm.churn.facts.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One case of a customer with the service department, as far as churn asks.
 *
 * @param id names the case in feedback-service
 * @param isComplaint false for questions and suggestions
 * @param moves opened, closed, opened again; in the order of the case's own versions
 */
public record ServiceCase(String id, boolean isComplaint, List<Move> moves) {

    /**
     * A case was opened or closed.
     *
     * @param sequence version of the case's own document; one version says one thing
     * @param opens false if it was closed
     */
    public record Move(long sequence, boolean opens, Instant at) {}

    public ServiceCase {
        moves = List.copyOf(moves);
    }

    /** The case with one more move; the same case if the move is known. */
    ServiceCase learn(boolean complaint, Move move) {
        var known = moves.stream().anyMatch(it -> it.sequence() == move.sequence());
        if (known && complaint == isComplaint) {
            return this;
        }
        var more = new ArrayList<>(moves);
        if (!known) {
            more.add(move);
            more.sort(Comparator.comparingLong(Move::sequence));
        }
        return new ServiceCase(id, complaint, more);
    }

    /** Whether the case had been opened by a moment and not closed since. */
    public boolean isOpenAt(Instant moment) {
        return lastMove(moment).filter(Move::opens).isPresent();
    }

    /** When the case was closed, if it is closed at a moment; empty if it is not. */
    public Optional<Instant> closedBy(Instant moment) {
        return lastMove(moment).filter(move -> !move.opens()).map(Move::at);
    }

    /** When it last was opened or closed. */
    Instant lastMovedAt() {
        return moves.isEmpty() ? Instant.MIN : moves.getLast().at();
    }

    private Optional<Move> lastMove(Instant moment) {
        return moves.stream()
                .filter(move -> !move.at().isAfter(moment))
                .reduce((_, later) -> later);
    }
}
