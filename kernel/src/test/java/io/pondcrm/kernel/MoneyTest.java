package io.pondcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void amounts_that_mean_the_same_are_equal_and_keep_the_minor_unit() {
        assertThat(Money.of("12.3", "CNY"))
                .isEqualTo(Money.of("12.300", "CNY"))
                .hasToString("12.30 CNY");
        assertThat(Money.of("1200", "JPY")).hasToString("1200 JPY");
        assertThat(Money.of("0.1", "CNY").plus(Money.of("0.2", "CNY")))
                .isEqualTo(Money.of("0.3", "CNY"));
    }

    @Test
    void a_fraction_finer_than_the_minor_unit_is_kept() {
        assertThat(Money.of("0.125", "CNY")).hasToString("0.125 CNY");
    }

    @Test
    void different_currencies_do_not_add_up() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", "CNY").plus(Money.of("1", "EUR")));
    }
}
