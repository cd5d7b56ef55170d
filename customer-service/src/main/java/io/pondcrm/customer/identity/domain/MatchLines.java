package io.pondcrm.customer.identity.domain;

import java.math.BigDecimal;

/**
 * Where the model draws its lines, in bits. What lies between the two is for a person to decide.
 *
 * @param prior what has to be overcome before anything is compared
 * @param match from here on two records are one person
 * @param possible from here on they may be
 * @see <a href="https://doi.org/10.1080/01621459.1969.10501049">Fellegi, Sunter 1969</a>: the
 *     linkage rule has two lines
 */
public record MatchLines(BigDecimal prior, BigDecimal match, BigDecimal possible) {

    /** How far under the line a pair may lie and still be shown: a thirty-second of the odds. */
    private static final BigDecimal NEAR = new BigDecimal(5);

    public MatchLines {
        if (match.compareTo(possible) < 0) {
            throw new IllegalArgumentException("The line of matches lies under that of maybes");
        }
    }

    /**
     * @param prior the share of pairs that share a key and are one person
     * @param match how sure a match has to be, such as 0.99
     * @param possible how sure a maybe has to be, such as 0.5
     */
    public static MatchLines of(BigDecimal prior, BigDecimal match, BigDecimal possible) {
        return new MatchLines(
                ScoreWeight.ofOdds(prior), ScoreWeight.ofOdds(match), ScoreWeight.ofOdds(possible));
    }

    boolean isNear(BigDecimal score) {
        return score.compareTo(possible.subtract(NEAR)) >= 0;
    }
}
