package io.pondcrm.customer.reconciliation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeySetTest {

    @Test
    void of_a_million_keys_those_are_found_that_are_there_and_no_others() {
        var keys = new KeySet();
        for (var number = 0; number < 1_000_000; number++) {
            keys.add("C-" + number * 2);
        }

        var wrong = 0;
        for (var number = 0; number < 2_000_000; number++) {
            if (keys.contains("C-" + number) != (number % 2 == 0)) {
                wrong++;
            }
        }
        assertThat(wrong).isZero();
        assertThat(new KeySet().contains("C-0")).isFalse();
    }
}
