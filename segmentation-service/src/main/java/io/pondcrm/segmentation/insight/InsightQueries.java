package io.pondcrm.segmentation.insight;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.pondcrm.kernel.Proportion;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.insight.domain.BehaviourMetric;
import io.pondcrm.segmentation.insight.domain.Cohorts;
import io.pondcrm.segmentation.insight.domain.Funnel;
import io.pondcrm.segmentation.insight.domain.FunnelSteps;
import io.pondcrm.segmentation.insight.domain.NeedProfile;
import io.pondcrm.segmentation.insight.domain.PurchaseTimes;
import io.pondcrm.segmentation.insight.domain.SegmentNeeds;
import io.pondcrm.segmentation.insight.domain.SegmentProfile;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Days;
import io.pondcrm.segmentation.segment.domain.SegmentSubjects;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads customers and says what sets some of them apart. */
@Component
class InsightQueries {

    private static final int MOST_TRAITS = 50;

    private final SegmentReader reader;
    private final SegmentSubjects subjects;
    private final Currency currency;
    private final Clock clock;

    InsightQueries(
            SegmentReader reader,
            SegmentSubjects subjects,
            @Value("${pond.segmentation.currency:CNY}") String currency,
            Clock clock) {
        this.reader = reader;
        this.subjects = subjects;
        this.currency = Currency.getInstance(currency);
        this.clock = clock;
    }

    InsightPayloads.Profile profile(String id) {
        var segment = reader.segment(id);
        var profile = new SegmentProfile();
        var complete = reader.read(segment, profile::add);
        var counts = profile.counts();
        var asked =
                segment.predicate()
                        .comparisons()
                        .map(Filter.Comparison::operand)
                        .filter(Filter.Field.class::isInstance)
                        .map(Filter.Operand::canonical)
                        .collect(Collectors.toSet());
        return new InsightPayloads.Profile(
                segment.id(),
                segment.version(),
                InsightPayloads.Share.of(new Proportion(counts.members(), counts.customers())),
                new Money(profile.memberSpend(), currency),
                each(profile.memberSpend(), counts.members()),
                each(profile.spend(), counts.customers()),
                counts.traits(MOST_TRAITS).stream()
                        .map(it -> InsightPayloads.Attribute.of(it, asked.contains(it.name())))
                        .toList(),
                complete,
                clock.instant());
    }

    private Money each(BigDecimal sum, long count) {
        return new Money(
                sum.divide(
                        BigDecimal.valueOf(Math.max(1, count)),
                        Math.max(0, currency.getDefaultFractionDigits()),
                        RoundingMode.HALF_UP),
                currency);
    }

    InsightPayloads.Needs needs(String id, Days window) {
        var segment = reader.segment(id);
        var now = clock.instant();
        var needs = new SegmentNeeds(now, window.duration());
        var complete =
                reader.read(segment, (customer, isMember) -> needs.add(customer.facts(), isMember));
        var counts = needs.counts();
        return new InsightPayloads.Needs(
                segment.id(),
                segment.version(),
                window.toString(),
                counts.members(),
                counts.customers(),
                counts.traits(MOST_TRAITS).stream()
                        .map(it -> InsightPayloads.Need.of(it, needs.purchases(it.value())))
                        .toList(),
                complete,
                now);
    }

    InsightPayloads.Behaviour behaviour(
            String id,
            BehaviourMetric metric,
            ZoneId zone,
            Days window,
            FunnelSteps steps,
            Days within) {
        return switch (metric) {
            case HOUR_OF_DAY ->
                    times(
                            id,
                            metric,
                            zone,
                            window,
                            PurchaseTimes.byHour(zone, clock.instant(), window.duration()));
            case WEEKDAY ->
                    times(
                            id,
                            metric,
                            zone,
                            window,
                            PurchaseTimes.byWeekday(zone, clock.instant(), window.duration()));
            case COHORT -> cohorts(id, zone);
            case FUNNEL -> funnel(id, steps, window, within);
        };
    }

    private InsightPayloads.Behaviour times(
            String id, BehaviourMetric metric, ZoneId zone, Days window, PurchaseTimes times) {
        var segment = reader.segment(id);
        var complete =
                reader.read(segment, (customer, isMember) -> times.add(customer.facts(), isMember));
        return new InsightPayloads.Behaviour(
                segment.id(),
                segment.version(),
                metric,
                zone.getId(),
                window.toString(),
                times.slots().stream().map(InsightPayloads.Slot::of).toList(),
                List.of(),
                null,
                complete,
                clock.instant());
    }

    private InsightPayloads.Behaviour cohorts(String id, ZoneId zone) {
        var segment = reader.segment(id);
        var now = clock.instant();
        var cohorts = new Cohorts(zone, now);
        var complete =
                reader.read(
                        segment,
                        (customer, isMember) -> {
                            if (isMember) {
                                cohorts.add(customer.facts());
                            }
                        });
        return new InsightPayloads.Behaviour(
                segment.id(),
                segment.version(),
                BehaviourMetric.COHORT,
                zone.getId(),
                null,
                List.of(),
                cohorts.list().stream().map(InsightPayloads.Cohort::of).toList(),
                null,
                complete,
                now);
    }

    private InsightPayloads.Behaviour funnel(
            String id, FunnelSteps steps, Days window, Days within) {
        var segment = reader.segment(id);
        var now = clock.instant();
        var funnel = new Funnel(steps, now, window.duration(), within.duration());
        var complete =
                reader.read(
                        segment, (customer, isMember) -> funnel.add(customer.facts(), isMember));
        return new InsightPayloads.Behaviour(
                segment.id(),
                segment.version(),
                BehaviourMetric.FUNNEL,
                ZoneOffset.UTC.getId(),
                window.toString(),
                List.of(),
                List.of(),
                new InsightPayloads.FunnelView(
                        within.toString(),
                        funnel.open(),
                        funnel.list().stream().map(InsightPayloads.FunnelStep::of).toList()),
                complete,
                now);
    }

    InsightPayloads.CustomerNeeds customer(String id, Days window, @Nullable AsOf asOf) {
        var customer =
                CustomerId.find(id)
                        .flatMap(subjects::find)
                        .orElseThrow(InsightProblem.INSIGHT_UNKNOWN_CUSTOMER::exception);
        var moment = (asOf == null ? new AsOf(clock.instant()) : asOf).moment();
        return InsightPayloads.CustomerNeeds.of(
                id,
                window,
                NeedProfile.of(customer.facts(), currency.getCurrencyCode(), moment, window),
                moment);
    }
}
