package io.pondcrm.segmentation.clv;

import io.pondcrm.segmentation.clv.domain.Histories;
import io.pondcrm.segmentation.clv.domain.Spending;
import io.pondcrm.segmentation.clv.domain.Timing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a fit read of one range of customers: the sufficient statistics, kept until the job is done.
 *
 * @param number counts a job's ranges from 0
 */
@Document("clvRanges")
@TypeAlias("clvRange")
@CompoundIndex(name = "job", def = "{'job': 1, 'number': 1}")
record ClvRangeDocument(
        @Id String id,
        String job,
        int number,
        List<Long> histories,
        List<Integer> counts,
        List<Long> gaps,
        List<Integer> repeats,
        List<Double> means) {

    static ClvRangeDocument of(String job, int number, Histories histories, Spending spending) {
        return new ClvRangeDocument(
                job + "/" + number,
                job,
                number,
                Arrays.stream(histories.keys()).boxed().toList(),
                Arrays.stream(histories.counts()).boxed().toList(),
                Arrays.stream(histories.gaps()).boxed().toList(),
                IntStream.range(0, spending.customers()).mapToObj(spending::repeatsAt).toList(),
                IntStream.range(0, spending.customers()).mapToObj(spending::meanAt).toList());
    }

    Histories historiesOf(Timing timing) {
        return Histories.of(
                timing,
                histories.stream().mapToLong(Long::longValue).toArray(),
                counts.stream().mapToInt(Integer::intValue).toArray(),
                gaps.stream().mapToLong(Long::longValue).toArray());
    }

    void addTo(Spending spending) {
        for (var customer = 0; customer < means.size(); customer++) {
            spending.add(repeats.get(customer), means.get(customer));
        }
    }
}
