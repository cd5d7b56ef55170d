package io.pondcrm.segmentation.rfm.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However customers are parted, their run is the one over a table of all. */
class RfmRangesTest {

    static List<RfmModel> models() {
        return GridTest.models();
    }

    @ParameterizedTest
    @MethodSource("models")
    void any_ranges_make_the_run_and_the_members_that_one_table_makes(RfmModel model) {
        var random = new Random(23);
        for (var customers : List.of(0, 1, 3, 40, 300)) {
            var everybody = GridTest.population(customers);
            var wanted = GridTest.run(model, everybody);
            for (var parts : List.of(1, 2, 7, 400)) {
                var ranges = ranges(model, everybody, parts, random);

                var run = RfmRun.over("run", model, GridTest.NOW, ranges);
                var members = new ArrayList<RfmRun.Member>();
                var tally = RfmTally.NONE;
                for (var range : ranges) {
                    members.addAll(run.membersOf(range));
                    tally = RfmTally.of(run.membersOf(range)).and(tally);
                }

                assertThat(run.counting(tally).as(1)).isEqualTo(wanted.run());
                assertThat(members).isEqualTo(wanted.members());
            }
        }
    }

    @Test
    void counts_of_values_tell_ranks_and_ties_as_a_sorted_list_does() {
        var random = new Random(29);
        for (var round = 0; round < 50; round++) {
            var parts = new ArrayList<ValueCounts>();
            var all = LongStream.empty();
            for (var part = random.nextInt(6); part >= 0; part--) {
                var values = random.longs(random.nextInt(40), -9, 9).toArray();
                parts.add(ValueCounts.of(values));
                all = LongStream.concat(all, Arrays.stream(values));
            }
            var sorted = all.sorted().toArray();

            var counts = ValueCounts.sum(parts);

            assertThat(counts.customers()).isEqualTo(sorted.length);
            for (var rank = 0; rank < sorted.length; rank++) {
                var first = rank;
                while (first > 0 && sorted[first - 1] == sorted[rank]) {
                    first--;
                }
                assertThat(counts.atRank(rank)).isEqualTo(sorted[rank]);
                assertThat(counts.tiesBefore(rank)).isEqualTo(rank - first);
            }
            if (sorted.length > 0) {
                assertThat(counts.mean())
                        .isEqualTo(Math.floorDiv(Arrays.stream(sorted).sum(), sorted.length));
            }
        }
    }

    /** Bounds lie where they like: some ranges have nobody. */
    private static List<RfmRange> ranges(
            RfmModel model, List<CustomerFacts> everybody, int parts, Random random) {
        var bounds = random.ints(parts - 1L, 0, everybody.size() + 1).sorted().boxed().toList();
        var ranges = new ArrayList<RfmRange>();
        var from = 0;
        for (var part = 0; part < parts; part++) {
            var end = part < parts - 1 ? bounds.get(part) : everybody.size();
            var reading = new RfmRange.Reading();
            for (var known : everybody.subList(from, end)) {
                model.measure(known, GridTest.NOW)
                        .ifPresent(values -> reading.add(known.customer(), values));
            }
            ranges.add(reading.toRange());
            from = end;
        }
        return ranges;
    }
}
