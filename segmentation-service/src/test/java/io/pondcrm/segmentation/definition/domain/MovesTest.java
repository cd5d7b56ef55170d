package io.pondcrm.segmentation.definition.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.definition.domain.Moves.Move;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovesTest {

    @Test
    void each_customer_is_counted_once_also_who_stays_and_nobody_who_is_nowhere() {
        var moves =
                Moves.between(
                                Map.of("ada", "LOYAL", "bob", "LOYAL", "eve", "NEW"),
                                Map.of("ada", "LOYAL", "bob", "NEW", "kim", "NEW"))
                        .and(List.of(new Move<>("LOYAL", "NEW"), new Move<>(null, null)));

        assertThat(moves.counts())
                .containsExactly(
                        Map.entry(new Move<>(null, "NEW"), 1L),
                        Map.entry(new Move<>("LOYAL", "LOYAL"), 1L),
                        Map.entry(new Move<>("LOYAL", "NEW"), 2L),
                        Map.entry(new Move<>("NEW", null), 1L));
        assertThat(moves.moved()).isEqualTo(4);
        assertThat(moves.before()).containsExactly(Map.entry("LOYAL", 3L), Map.entry("NEW", 1L));
        assertThat(moves.after()).containsExactly(Map.entry("LOYAL", 1L), Map.entry("NEW", 3L));
    }
}
