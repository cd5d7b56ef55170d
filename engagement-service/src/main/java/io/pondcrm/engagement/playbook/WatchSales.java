package io.pondcrm.engagement.playbook;

import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.engagement.playbook.domain.Enrolment;
import io.pondcrm.engagement.playbook.domain.Playbook;
import io.pondcrm.engagement.playbook.domain.Sale;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells enrolments of the sales that convert them, whichever of the two is heard of first. A sale
 * is kept before enrolments are looked for, and an enrolment is stored before sales are: so at
 * least one of the two meets the other.
 */
@Component
class WatchSales {

    private final MongoSales sales;
    private final MongoEnrolments enrolments;
    private final MeterRegistry meters;
    private final Clock clock;

    WatchSales(MongoSales sales, MongoEnrolments enrolments, MeterRegistry meters, Clock clock) {
        this.sales = sales;
        this.enrolments = enrolments;
        this.meters = meters;
        this.clock = clock;
    }

    void handle(List<Sale> heard) {
        var oldest = clock.instant().minus(Playbook.LONGEST_ENROL_WITHIN);
        sales.keepAll(heard.stream().filter(it -> it.at().isAfter(oldest)).toList());
        convert(heard);
    }

    /** Tells enrolments that were stored a moment ago of the sales that were heard of before. */
    void catchUp(List<Enrolment> stored) {
        stored.stream()
                .map(it -> it.entry().enteredAt())
                .min(Comparator.naturalOrder())
                .ifPresent(earliest ->
                        convert(
                                sales.listAfter(
                                        stored.stream()
                                                .map(Enrolment::customer)
                                                .collect(Collectors.toSet()),
                                        earliest)));
    }

    private void convert(List<Sale> heard) {
        var byCustomer = heard.stream().collect(Collectors.groupingBy(Sale::customer));
        OptimisticWrite.all(
                "Enrolments", byCustomer.keySet(), customers -> convert(customers, byCustomer));
    }

    /**
     * @return those of whose enrolments another writer changed one meanwhile
     */
    private Set<CustomerId> convert(
            Set<CustomerId> customers, Map<CustomerId, List<Sale>> byCustomer) {
        var moments =
                customers.stream()
                        .flatMap(it -> byCustomer.getOrDefault(it, List.of()).stream())
                        .map(Sale::at)
                        .toList();
        var next = new ArrayList<Enrolment>();
        var converted = new ArrayList<Enrolment>();
        for (var enrolment :
                enrolments.listWatching(
                        customers, Collections.min(moments), Collections.max(moments))) {
            enrolment
                    .hear(byCustomer.getOrDefault(enrolment.customer(), List.of()))
                    .ifPresent(it -> {
                        next.add(it);
                        if (enrolment.watched().orElseThrow().converting().isEmpty()) {
                            converted.add(it);
                        }
                    });
        }
        var missed = enrolments.storeAll(next);
        converted.removeAll(missed);
        converted.forEach(it ->
                meters.counter(
                                "pond.playbooks.conversions",
                                "group",
                                it.watched().orElseThrow().group().name())
                        .increment());
        return missed.stream().map(Enrolment::customer).collect(Collectors.toSet());
    }
}
