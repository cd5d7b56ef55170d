package io.pondcrm.engagement.campaign.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutTest {

    /** Of 20,000 at ten percent, six standard deviations of the binomial are 255. */
    @Test
    void a_tenth_is_held_out_and_always_the_same() {
        var holdout = new Holdout(Holdout.DEFAULT_PERCENT);

        var held = heldOut(holdout, "cmp_1");

        assertThat(held).hasSizeBetween(2_000 - 255, 2_000 + 255);
        assertThat(heldOut(holdout, "cmp_1")).isEqualTo(held);
    }

    /** Who is held out once must not be held out for ever: of both tenths a tenth is common. */
    @Test
    void campaigns_hold_out_independently() {
        var holdout = new Holdout(10);
        var other = Arrays.stream(heldOut(holdout, "cmp_2")).boxed().toList();

        var common =
                IntStream.of(heldOut(holdout, "cmp_1"))
                        .boxed()
                        .filter(new HashSet<>(other)::contains)
                        .count();

        assertThat(common).isBetween(200L - 85, 200L + 85);
    }

    @Test
    void a_larger_holdout_holds_the_smaller() {
        assertThat(heldOut(new Holdout(0), "cmp_1")).isEmpty();
        assertThat(heldOut(new Holdout(20), "cmp_1")).contains(heldOut(new Holdout(10), "cmp_1"));
    }

    private static int[] heldOut(Holdout holdout, String campaign) {
        return IntStream.range(0, 20_000)
                .filter(it ->
                        holdout.holdsOut(Holdout.placeOf(campaign, CustomerId.of(new UUID(1, it)))))
                .toArray();
    }
}
