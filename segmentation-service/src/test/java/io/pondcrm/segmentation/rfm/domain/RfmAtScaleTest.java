package io.pondcrm.segmentation.rfm.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * 10,000,000 purchases of up to 1,000,000 customers, drawn without a seed from splitmix64. The
 * counts were computed by an independent implementation (pandas) and are the anchor of every other
 * implementation of these scores.
 */
class RfmAtScaleTest {

    private static final int PURCHASES = 10_000_000;
    private static final int CUSTOMERS = 1_000_000;

    @Test
    void a_million_customers_counted_in_two_parts_score_exactly_as_the_anchor_says() {
        var table = new RfmTable(CUSTOMERS);
        var second = new RfmTable(1);
        for (var i = 0; i < PURCHASES; i++) {
            var part = i < PURCHASES / 2 ? table : second;
            part.sale(
                    (int) Long.remainderUnsigned(splitmix64(i), CUSTOMERS),
                    (int) Long.remainderUnsigned(splitmix64(i + (1L << 40)), 730),
                    100 + Long.remainderUnsigned(splitmix64(i + (2L << 40)), 50_000));
        }
        table.add(second);

        var began = System.nanoTime();
        var scored = table.quantiles(5);
        var abc = AbcTable.of(scored.amounts(), AbcTable.Cuts.USUAL);
        var champions = 0;
        var fresh = 0;
        var atRisk = 0;
        var lost = 0;
        var other = 0;
        for (var row = 0; row < scored.rows(); row++) {
            var r = scored.recencyAt(row);
            var f = scored.frequencyAt(row);
            var m = scored.monetaryAt(row);
            if (r >= 4 && f >= 4 && m >= 4) {
                champions++;
            } else if (r >= 4 && f <= 1) {
                fresh++;
            } else if (r <= 2 && f >= 3) {
                atRisk++;
            } else if (r <= 1 && f <= 2) {
                lost++;
            } else {
                other++;
            }
        }
        System.out.printf(
                "RFM and ABC over %,d customers: %d ms%n",
                scored.rows(), (System.nanoTime() - began) / 1_000_000);

        assertThat(scored.rows()).isEqualTo(999_954);
        assertThat(abc.base()).isEqualTo(250_985_112_714L);
        assertThat(classes(abc))
                .isEqualTo(Map.of(AbcClass.A, 672_764, AbcClass.B, 213_000, AbcClass.C, 114_190));
        assertThat(new int[] {champions, fresh, atRisk, lost, other})
                .containsExactly(160_478, 51_991, 193_955, 121_509, 472_021);
    }

    private static Map<AbcClass, Integer> classes(AbcTable abc) {
        var counts = new EnumMap<AbcClass, Integer>(AbcClass.class);
        for (var rank = 0; rank < abc.rows(); rank++) {
            counts.merge(abc.classAt(rank), 1, Integer::sum);
        }
        return counts;
    }

    private static long splitmix64(long i) {
        var z = (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
