package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.AttributeType;
import io.pondcrm.segmentation.facts.domain.Profile;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be told of a customer at a moment. Windows are in days of the scheme's zone: a
 * purchase counts on its day and the following {@code windowDays - 1}.
 */
public sealed interface Measure {

    /** A measure that is a number. */
    sealed interface Figure extends Measure {}

    /** A measure that the customer's profile states, as it was at the moment. */
    sealed interface Stated extends Measure {

        /**
         * @return null where it is not known
         */
        @Nullable String find(Profile profile);
    }

    /** A measure that is a word. */
    sealed interface Word extends Measure {}

    /** A measure that another definition tells, by its version that was in force at the moment. */
    sealed interface Scored extends Measure {

        OtherScore score();

        /** The other definition's id; null for the main one, or the one in use at the moment. */
        @Nullable String definition();
    }

    /** What another definition may tell. */
    enum OtherScore {
        /** The weighted sum of the three scores. */
        RFM_SCORE(false, true),
        /** The named group. */
        RFM_SEGMENT(true, true),
        LIFECYCLE_STAGE(true, true),
        /** A, B or C by the classification in use. */
        ABC_CLASS(true, false),
        /** The customer's part of what all bring, 0 to 1, by the classification in use. */
        ABC_SHARE(false, false),
        /** The lifetime value of twelve months by the model in use, in the scheme's currency. */
        CLV_VALUE(false, false),
        /** How probable it is by that model that the customer has not left, 0 to 1. */
        CLV_ALIVE(false, false);

        private final boolean isWord;
        private final boolean canBeNamed;

        OtherScore(boolean isWord, boolean canBeNamed) {
            this.isWord = isWord;
            this.canBeNamed = canBeNamed;
        }

        /** Whether it is a word, not a number. */
        public boolean isWord() {
            return isWord;
        }

        private void check(boolean asWord, @Nullable String definition) {
            if (asWord != isWord) {
                throw new IllegalArgumentException("Words are words, numbers numbers");
            }
            if (!canBeNamed && definition != null) {
                throw new IllegalArgumentException("Always by the one in use");
            }
        }
    }

    /** A number that another definition tells; missing where it tells none. */
    record ScoredNumber(OtherScore score, @Nullable String definition) implements Figure, Scored {

        public ScoredNumber {
            score.check(false, definition);
        }
    }

    /** A word that another definition tells; missing where it tells none. */
    record ScoredWord(OtherScore score, @Nullable String definition) implements Word, Scored {

        public ScoredWord {
            score.check(true, definition);
        }
    }

    /** Sales less refunds of the window, in the scheme's currency. Nothing bought is 0. */
    record NetSpend(int windowDays) implements Figure {}

    /** How many sales the window holds. Nothing bought is 0. */
    record Purchases(int windowDays) implements Figure {}

    /** The mean amount of the sales of the window; missing where it holds none. */
    record AverageSale(int windowDays) implements Figure {}

    /**
     * The mean of what was in at the end of each of the last {@code windowDays} days before today,
     * where sales bring in and refunds take out. What is in for a day only hardly counts. Missing
     * for who never had a transaction.
     */
    record AverageDailyBalance(int windowDays) implements Figure {}

    /** Days since the last sale; missing for who never bought. */
    record DaysSincePurchase() implements Figure {}

    /** Days since the customer became known. */
    record Tenure() implements Figure {}

    /** A member of the profile. */
    record Attribute(Field field) implements Word, Stated {

        @Override
        public @Nullable String find(Profile profile) {
            return switch (field) {
                case KIND -> profile.kind();
                case REGION -> profile.region();
                case GENDER -> profile.gender();
                case AGE_BAND -> profile.ageBand();
                case LOCALE -> profile.locale();
            };
        }
    }

    /** What follows the prefix in the first tag, by the alphabet, that begins with it. */
    record Tag(String prefix) implements Word, Stated {

        @Override
        public @Nullable String find(Profile profile) {
            return profile.tags().stream()
                    .filter(tag -> tag.startsWith(prefix))
                    .min(Comparator.naturalOrder())
                    .map(tag -> tag.substring(prefix.length()))
                    .orElse(null);
        }
    }

    /** One of the company's own attributes as it is written. */
    record OwnText(String name) implements Word, Stated {

        @Override
        public @Nullable String find(Profile profile) {
            return profile.attributes().get(name);
        }
    }

    /** One of the company's own attributes that is a number; missing where it isn't one. */
    record OwnNumber(String name) implements Figure, Stated {

        @Override
        public @Nullable String find(Profile profile) {
            return findNumber(profile).map(BigDecimal::toPlainString).orElse(null);
        }

        Optional<BigDecimal> findNumber(Profile profile) {
            return Optional.ofNullable(profile.attributes().get(name))
                    .flatMap(AttributeType::number);
        }
    }

    /** What an {@link Attribute} may look at. */
    enum Field {
        KIND,
        REGION,
        GENDER,
        AGE_BAND,
        LOCALE
    }
}
