package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.score.domain.Name;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The named groups of a model: which there are, and what it takes to be in one. */
public sealed interface Grid {

    /** The groups; every customer with a sale is in exactly one of them. */
    List<RfmSegment> segments();

    /**
     * What it takes to be in a group, in words.
     *
     * @param segment one of this grid's
     */
    Name rule(RfmSegment segment);

    /**
     * The usual map of recency against frequency and money taken together, both from 1 to 5:
     *
     * <pre>
     *  F/M 5 | CANNOT_LOSE  CANNOT_LOSE  LOYAL           LOYAL               CHAMPIONS
     *      4 | AT_RISK      AT_RISK      LOYAL           LOYAL               CHAMPIONS
     *      3 | AT_RISK      AT_RISK      NEED_ATTENTION  POTENTIAL_LOYALIST  POTENTIAL_LOYALIST
     *      2 | HIBERNATING  HIBERNATING  ABOUT_TO_SLEEP  POTENTIAL_LOYALIST  POTENTIAL_LOYALIST
     *      1 | LOST         HIBERNATING  ABOUT_TO_SLEEP  PROMISING           NEW
     *        +-------------------------------------------------------------------------------
     *  R       1            2            3               4                   5
     * </pre>
     *
     * <p>It is the map of ten groups that is widespread in tools and tutorials, with its lowest
     * corner split off as {@code LOST}. Other scales than 1 to 5 are stretched to it: score {@code
     * s} of {@code n} counts as {@code ceil(5 s / n)}.
     */
    record TenNames() implements Grid {

        /** How many places each side of the map has. */
        static final int SIDE = 5;

        private static final RfmSegment[][] BY_RECENCY_AND_VALUE = {
            {
                RfmSegment.LOST,
                RfmSegment.HIBERNATING,
                RfmSegment.AT_RISK,
                RfmSegment.AT_RISK,
                RfmSegment.CANNOT_LOSE
            },
            {
                RfmSegment.HIBERNATING,
                RfmSegment.HIBERNATING,
                RfmSegment.AT_RISK,
                RfmSegment.AT_RISK,
                RfmSegment.CANNOT_LOSE
            },
            {
                RfmSegment.ABOUT_TO_SLEEP,
                RfmSegment.ABOUT_TO_SLEEP,
                RfmSegment.NEED_ATTENTION,
                RfmSegment.LOYAL,
                RfmSegment.LOYAL
            },
            {
                RfmSegment.PROMISING,
                RfmSegment.POTENTIAL_LOYALIST,
                RfmSegment.POTENTIAL_LOYALIST,
                RfmSegment.LOYAL,
                RfmSegment.LOYAL
            },
            {
                RfmSegment.NEW,
                RfmSegment.POTENTIAL_LOYALIST,
                RfmSegment.POTENTIAL_LOYALIST,
                RfmSegment.CHAMPIONS,
                RfmSegment.CHAMPIONS
            },
        };

        @Override
        public List<RfmSegment> segments() {
            return List.copyOf(EnumSet.range(RfmSegment.CHAMPIONS, RfmSegment.LOST));
        }

        @Override
        public Name rule(RfmSegment segment) {
            var en = new ArrayList<String>();
            var zh = new ArrayList<String>();
            for (var recency = 1; recency <= SIDE; recency++) {
                var values = new ArrayList<String>();
                for (var value = 1; value <= SIDE; value++) {
                    if (at(recency, value) == segment) {
                        values.add(Integer.toString(value));
                    }
                }
                if (!values.isEmpty()) {
                    en.add("recency %d with value %s".formatted(recency, String.join("/", values)));
                    zh.add("R 为 %d 且 FM 为 %s".formatted(recency, String.join("/", values)));
                }
            }
            return new Name(String.join("; ", en), String.join("；", zh));
        }

        RfmSegment segment(RfmScores scores, Weights weights) {
            return at(recency(scores), value(scores, weights));
        }

        /** The column of the map, 1 to 5. */
        int recency(RfmScores scores) {
            return fifths(scores.recency(), scores.bins());
        }

        /** The row of the map, 1 to 5: the weighted mean of frequency and money, half up. */
        int value(RfmScores scores, Weights weights) {
            var weight = weights.frequency() + weights.monetary();
            var sum =
                    fifths(scores.frequency(), scores.bins()) * weights.frequency()
                            + fifths(scores.monetary(), scores.bins()) * weights.monetary();
            return (2 * sum + weight) / (2 * weight);
        }

        RfmSegment at(int recency, int value) {
            return BY_RECENCY_AND_VALUE[recency - 1][value - 1];
        }

        private static int fifths(int score, int bins) {
            return (SIDE * score + bins - 1) / bins;
        }
    }

    /**
     * The eight classes of Chinese practice (RFM 八分类): each of recency, frequency and money is high
     * or low, whatever its score. High is what lies above the middle of all customers whom the run
     * scored; for recency, a later day than the middle one. Weights do not matter here.
     *
     * <pre>
     *  R     F     M
     *  high  high  high   IMPORTANT_VALUE    重要价值客户
     *  high  low   high   IMPORTANT_DEVELOP  重要发展客户
     *  low   high  high   IMPORTANT_KEEP     重要保持客户
     *  low   low   high   IMPORTANT_RETAIN   重要挽留客户
     *  high  high  low    GENERAL_VALUE      一般价值客户
     *  high  low   low    GENERAL_DEVELOP    一般发展客户
     *  low   high  low    GENERAL_KEEP       一般保持客户
     *  low   low   low    GENERAL_RETAIN     一般挽留客户
     * </pre>
     */
    record EightClasses(Middle against) implements Grid {

        @Override
        public List<RfmSegment> segments() {
            return List.copyOf(
                    EnumSet.range(RfmSegment.IMPORTANT_VALUE, RfmSegment.GENERAL_RETAIN));
        }

        @Override
        public Name rule(RfmSegment segment) {
            for (var levels = 0; levels < 8; levels++) {
                var recent = (levels & 4) != 0;
                var often = (levels & 2) != 0;
                var much = (levels & 1) != 0;
                if (segment(recent, often, much) == segment) {
                    return new Name(
                            "recency %s, frequency %s, money %s, against the %s"
                                    .formatted(
                                            en(recent), en(often), en(much), against.title().en()),
                            "R %s、F %s、M %s（与%s相比）"
                                    .formatted(
                                            zh(recent), zh(often), zh(much), against.title().zh()));
                }
            }
            throw new IllegalArgumentException("No class of this grid: " + segment);
        }

        RfmSegment segment(boolean recent, boolean often, boolean much) {
            if (recent) {
                return often
                        ? much ? RfmSegment.IMPORTANT_VALUE : RfmSegment.GENERAL_VALUE
                        : much ? RfmSegment.IMPORTANT_DEVELOP : RfmSegment.GENERAL_DEVELOP;
            }
            return often
                    ? much ? RfmSegment.IMPORTANT_KEEP : RfmSegment.GENERAL_KEEP
                    : much ? RfmSegment.IMPORTANT_RETAIN : RfmSegment.GENERAL_RETAIN;
        }

        private static String en(boolean high) {
            return high ? "high" : "low";
        }

        private static String zh(boolean high) {
            return high ? "高" : "低";
        }
    }

    /** What the eight classes are held against. */
    enum Middle {
        MEAN(new Name("mean", "平均值")),
        MEDIAN(new Name("median", "中位数"));

        private final Name title;

        Middle(Name title) {
            this.title = title;
        }

        /** What people call it. */
        public Name title() {
            return title;
        }
    }
}
