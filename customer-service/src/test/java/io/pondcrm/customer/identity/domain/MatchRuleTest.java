package io.pondcrm.customer.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MatchRuleTest {

    /**
     * Wikipedia, Record linkage, Probabilistic record linkage: month of birth, m = 0.95, u = 1/12.
     */
    @Test
    void weights_are_those_of_the_published_example() {
        var m = new BigDecimal("0.95");
        var u = new BigDecimal("0.083333333333");

        assertThat(ScoreWeight.of(m, u)).isEqualTo("3.51");
        assertThat(ScoreWeight.of(BigDecimal.ONE.subtract(m), BigDecimal.ONE.subtract(u)))
                .isEqualTo("-4.20");
    }

    /**
     * Splink, Understanding match weights: a weight of so many bits is this probability, and a
     * prior of 1 in 1,000 weighs -9.96 bits (log2(1/999)).
     */
    @ParameterizedTest
    @CsvSource({"0, 0.5000", "1, 0.6667", "2, 0.8000", "3, 0.8889", "10, 0.9990", "-10, 0.0010"})
    void bits_are_odds_to_the_base_of_two(BigDecimal bits, BigDecimal probability) {
        assertThat(ScoreWeight.probability(bits)).isEqualTo(probability);
        assertThat(ScoreWeight.ofOdds(new BigDecimal("0.001"))).isEqualTo("-9.96");
    }

    @ParameterizedTest
    @EnumSource
    void of_each_field_one_rule_fires_in_all_pairs(MatchRule.Field field) {
        var rules = Arrays.stream(MatchRule.values()).filter(it -> it.field() == field).toList();

        assertThat(rules.stream().map(MatchRule::m).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("1");
        assertThat(rules.stream().map(MatchRule::u).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("1");
        assertThat(rules.getFirst().weight()).as("agreement speaks for").isPositive();
        assertThat(rules.getLast().weight()).as("disagreement against").isNegative();
    }
}
