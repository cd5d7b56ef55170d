package io.pondcrm.customer.identity.domain;

import io.pondcrm.customer.profile.domain.Customer;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A customer who may be the one that is looked for.
 *
 * @param certainty what proves it without reckoning; empty where only the score speaks
 * @param fired the rules that fired, in the order of the model
 * @param prior what the score begins with
 * @param score the prior and the weights of the rules that fired, in bits
 */
public record Candidate(
        Customer customer,
        Verdict verdict,
        Optional<Certainty> certainty,
        List<MatchRule> fired,
        BigDecimal prior,
        BigDecimal score) {

    /** The certain ones first, then by score; the id decides between equals. */
    static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparing((Candidate it) -> it.certainty().isEmpty())
                    .thenComparing(Candidate::score, Comparator.reverseOrder())
                    .thenComparing(it -> it.customer().id().value());

    public Candidate {
        fired = List.copyOf(fired);
    }

    /** What to make of it. */
    public enum Verdict {
        MATCH,
        /** For a person to decide. */
        POSSIBLE,
        /** Just under the line. */
        NEAR_MISS,
        NO_MATCH
    }

    /** What proves that two records are one person. */
    public enum Certainty {
        SAME_EXTERNAL_ID,
        /** Both have proved that the address is theirs, and no dates of birth differ. */
        SAME_VERIFIED_EMAIL,
        SAME_VERIFIED_PHONE
    }

    /** The probability that they are one person, as the model sees it. */
    public BigDecimal probability() {
        return ScoreWeight.probability(score);
    }

    /** The rules that speak against it, the heaviest first. */
    public List<MatchRule> against() {
        return fired.stream()
                .filter(rule -> rule.weight().signum() < 0)
                .sorted(Comparator.comparing(MatchRule::weight))
                .toList();
    }

    /** The fields of which one side knows nothing: what could still decide. */
    public List<MatchRule.Field> unknown() {
        return List.of(MatchRule.Field.values()).stream()
                .filter(field -> fired.stream().noneMatch(rule -> rule.field() == field))
                .toList();
    }
}
