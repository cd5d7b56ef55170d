package io.pondcrm.engagement.playbook.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.engagement.playbook.domain.Enrolment.Course;
import io.pondcrm.engagement.playbook.domain.Enrolment.Outcome;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnrolmentTest {

    static final Instant ENTERED = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant UNTIL = ENTERED.plus(Duration.ofDays(30));
    static final CustomerId ADA = CustomerId.of(new UUID(1, 1));
    static final CustomerId BOB = CustomerId.of(new UUID(1, 2));
    static final StageEntry ENTRY =
            new StageEntry(ADA, "lifecycle-5", "FIRST_PURCHASE", "second-purchase", 2, ENTERED);
    static final Enrolment OPEN =
            new Enrolment(
                    ENTRY.enrolment(),
                    1,
                    ENTRY,
                    ENTERED.plusSeconds(5),
                    new Course.Watched(
                            Enrolment.Group.HOLDOUT, UNTIL, Optional.empty(), Optional.empty()));

    @Test
    void the_first_sale_after_the_entry_converts() {
        var sale = sale("txn_2", ADA, ENTERED.plusSeconds(60));

        var heard = OPEN.hear(List.of(sale)).orElseThrow();

        assertThat(heard.watched().orElseThrow().converting()).contains(sale);
        assertThat(heard.version()).isEqualTo(2);
        assertThat(heard.outcome(UNTIL.plusSeconds(1))).contains(Outcome.CONVERTED);
    }

    @Test
    void the_sale_by_which_the_stage_was_entered_those_before_and_those_of_others_do_not() {
        assertThat(
                        OPEN.hear(
                                List.of(
                                        sale("txn_1", ADA, ENTERED),
                                        sale("txn_0", ADA, ENTERED.minusSeconds(60)),
                                        sale("txn_9", BOB, ENTERED.plusSeconds(60)))))
                .isEmpty();
    }

    @Test
    void the_window_s_last_moment_counts_and_the_next_does_not() {
        assertThat(OPEN.hear(List.of(sale("txn_2", ADA, UNTIL)))).isPresent();
        assertThat(OPEN.hear(List.of(sale("txn_2", ADA, UNTIL.plusMillis(1))))).isEmpty();
    }

    @Test
    void without_a_sale_it_is_open_until_the_window_is_over_and_then_expired() {
        assertThat(OPEN.outcome(UNTIL.minusMillis(1))).contains(Outcome.OPEN);
        assertThat(OPEN.outcome(UNTIL)).contains(Outcome.EXPIRED);
    }

    /** A shop that was offline tells its sales later: it counts when they happened. */
    @Test
    void a_sale_of_the_window_that_is_told_after_it_still_converts() {
        var told = OPEN.hear(List.of(sale("txn_2", ADA, ENTERED.plusSeconds(60)))).orElseThrow();

        assertThat(told.outcome(UNTIL.plus(Duration.ofDays(100)))).contains(Outcome.CONVERTED);
    }

    @Test
    void whatever_the_order_and_however_often_the_first_sale_is_the_one_that_counts() {
        var sales =
                List.of(
                        sale("txn_3", ADA, ENTERED.plusSeconds(90)),
                        sale("txn_2", ADA, ENTERED.plusSeconds(60)),
                        sale("txn_1", ADA, ENTERED.plusSeconds(60)),
                        sale("txn_4", ADA, UNTIL.plusSeconds(1)));

        for (var order : permutations(sales)) {
            var enrolment = OPEN;
            for (var sale : order) {
                enrolment = enrolment.hear(List.of(sale)).orElse(enrolment);
                assertThat(enrolment.hear(List.of(sale))).isEmpty();
            }
            assertThat(enrolment.watched().orElseThrow().converting()).contains(sales.get(2));
        }
    }

    @Test
    void who_was_skipped_is_not_watched() {
        var skipped =
                Playbook.skipped(
                        ENTRY, Enrolment.Obstacle.PLAYBOOK_UNKNOWN, ENTERED.plusSeconds(5));

        assertThat(skipped.hear(List.of(sale("txn_2", ADA, ENTERED.plusSeconds(60))))).isEmpty();
        assertThat(skipped.outcome(UNTIL)).isEmpty();
        assertThat(skipped.isTreated()).isFalse();
    }

    @Test
    void an_entry_has_one_enrolment_whatever_is_told_of_it_again() {
        var again =
                new StageEntry(ADA, "lifecycle-5", "FIRST_PURCHASE", "second-purchase", 3, ENTERED);

        assertThat(again.enrolment()).isEqualTo(ENTRY.enrolment()).startsWith("enr_");
        assertThat(
                        List.of(
                                new StageEntry(
                                        BOB,
                                        "lifecycle-5",
                                        "FIRST_PURCHASE",
                                        "second-purchase",
                                        2,
                                        ENTERED),
                                new StageEntry(
                                        ADA,
                                        "lifecycle-4",
                                        "FIRST_PURCHASE",
                                        "second-purchase",
                                        2,
                                        ENTERED),
                                new StageEntry(
                                        ADA, "lifecycle-5", "LOST", "second-purchase", 2, ENTERED),
                                new StageEntry(
                                        ADA,
                                        "lifecycle-5",
                                        "FIRST_PURCHASE",
                                        "welcome",
                                        2,
                                        ENTERED),
                                new StageEntry(
                                        ADA,
                                        "lifecycle-5",
                                        "FIRST_PURCHASE",
                                        "second-purchase",
                                        2,
                                        ENTERED.plusMillis(1))))
                .extracting(StageEntry::enrolment)
                .doesNotContain(ENTRY.enrolment())
                .doesNotHaveDuplicates();
    }

    private static Sale sale(String transaction, CustomerId customer, Instant at) {
        return new Sale(transaction, customer, at);
    }

    private static List<List<Sale>> permutations(List<Sale> sales) {
        if (sales.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Sale>>();
        for (var first : sales) {
            var others = new ArrayList<>(sales);
            others.remove(first);
            for (var rest : permutations(others)) {
                var one = new ArrayList<Sale>();
                one.add(first);
                one.addAll(rest);
                all.add(one);
            }
        }
        return all;
    }
}
