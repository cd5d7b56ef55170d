package io.pondcrm.engagement.campaign.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Sha256;
import java.nio.ByteBuffer;

/**
 * Who of an audience is left alone, so that one can tell what a campaign did. By a hash of campaign
 * and customer: the same at each look, and independent from one campaign to the next.
 *
 * @param percent how many of a hundred, 0 to 50
 */
public record Holdout(int percent) {

    /** How many are held out where nobody says otherwise. */
    public static final int DEFAULT_PERCENT = 10;

    /** So many places there are; the first ones, by the percentage, are held out. */
    public static final int PLACES = 10_000;

    private static final int PER_PERCENT = PLACES / 100;

    public Holdout {
        if (percent < 0 || percent > 50) {
            throw new IllegalArgumentException("0 to 50 percent: " + percent);
        }
    }

    /** A customer's place in a campaign, 0 to 9,999. */
    public static int placeOf(String campaign, CustomerId customer) {
        var hash = ByteBuffer.wrap(Sha256.of("holdout/" + campaign + "/" + customer));
        return (int) Long.remainderUnsigned(hash.getLong(), PLACES);
    }

    /** Whether whoever has this place is left alone. */
    public boolean holdsOut(int place) {
        return place < percent * PER_PERCENT;
    }
}
