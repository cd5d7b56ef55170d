package io.pondcrm.segmentation.clv.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClvReadingsTest {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Instant FIRST = day("2025-02-10").plusSeconds(3_600);
    static final Instant SECOND = day("2025-07-20").plusSeconds(7_200);
    static final Instant RETIRED = day("2025-11-05");
    static final Instant END = day("2026-01-10");

    static final ClvUses USES =
            new ClvUses(
                    List.of(
                            new ClvUses.Use(
                                    ValueModels.of("clv_a", ValueModels.MBG_NBD, ZONE, 0.1),
                                    FIRST,
                                    null),
                            new ClvUses.Use(
                                    ValueModels.of("clv_b", ValueModels.PARETO, ZONE, 0),
                                    SECOND,
                                    RETIRED)));

    private static CustomerFacts someone(long number) {
        var random = new Random(number);
        var purchases = new Purchase[random.nextInt(8)];
        for (var place = 0; place < purchases.length; place++) {
            purchases[place] =
                    Fixtures.sale(
                            "txn-" + place,
                            day("2024-11-01").plus(Duration.ofMinutes(random.nextInt(600_000))),
                            random.nextInt(1, 900) + ".00");
        }
        return Fixtures.registered(Fixtures.customer(number), day("2024-10-01"), purchases);
    }

    /** The last first of a month, sale or turn of models until a moment. */
    private static Instant read(CustomerFacts facts, ClvModel model, Instant at) {
        var month =
                LocalDate.ofInstant(at, model.zone())
                        .withDayOfMonth(1)
                        .atStartOfDay(model.zone())
                        .toInstant();
        return Stream.of(
                        Stream.of(month, FIRST, SECOND, RETIRED),
                        facts.purchases().stream().map(Purchase::occurredAt))
                .flatMap(it -> it)
                .filter(it -> !it.isAfter(at))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    @Test
    void a_value_is_read_at_sales_at_turns_of_models_and_on_the_first_of_each_month() {
        for (var number = 1; number <= 60; number++) {
            var facts = someone(number);
            var all = ClvReadings.follow(USES, facts, day("2024-10-01"), END, END);
            assertThat(all.stream().map(ClvReadings.Reading::at))
                    .isSorted()
                    .doesNotHaveDuplicates();
            for (var at = day("2024-10-02"); at.isBefore(END); at = at.plusSeconds(310_000)) {
                var moment = at;
                var standing =
                        all.stream()
                                .filter(it -> !it.at().isAfter(moment))
                                .reduce((_, it) -> it)
                                .orElseThrow();
                var model = USES.at(at);

                assertThat(Optional.ofNullable(standing.model())).isEqualTo(model);
                if (model.isPresent()) {
                    assertThat(standing.at()).isEqualTo(read(facts, model.get(), at));
                    assertThat(Optional.ofNullable(standing.prospect()).map(Prospect::value))
                            .isEqualTo(
                                    model.get()
                                            .prospect(facts, standing.at())
                                            .map(Prospect::value));
                }
                var alone = ClvReadings.follow(USES, facts, at, at, at);
                assertThat(alone.getFirst().model()).isEqualTo(standing.model());
                if (model.isPresent()) {
                    assertThat(alone.getFirst().at()).isEqualTo(standing.at());
                }
            }
        }
    }

    @Test
    void models_to_come_are_not_known() {
        var facts = someone(7);
        var asOf = day("2025-07-01");

        var ahead = ClvReadings.follow(USES, facts, day("2024-10-01"), asOf, END);

        assertThat(ahead.stream().map(ClvReadings.Reading::model).filter(Objects::nonNull))
                .extracting(ClvModel::id)
                .containsOnly("clv_a");
        assertThat(ahead.getLast().at()).isAfter(day("2025-12-30"));
        var known = ClvReadings.follow(USES, facts, day("2024-10-01"), END, END);
        assertThat(ahead.stream().map(ClvReadings.Reading::at).filter(it -> !it.isAfter(asOf)))
                .containsExactlyElementsOf(
                        known.stream()
                                .map(ClvReadings.Reading::at)
                                .filter(it -> !it.isAfter(asOf))
                                .toList());
    }
}
