package io.pondcrm.churn.score.domain;

/** What a score looks at. */
public enum Feature {
    BASELINE("baseline"),
    GAP("gapOverOwnRhythm"),
    ONLY_ONE_PURCHASE("onlyOnePurchase"),
    OPEN_COMPLAINT("openComplaint"),
    RECENT_COMPLAINT("recentComplaint"),
    RECENT_REFUND("recentRefund"),
    POOR_RATING("poorRating"),
    RECENT_INTERACTION("recentInteraction");

    private final String wireName;

    Feature(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in answers and events. */
    public String wireName() {
        return wireName;
    }
}
