package io.pondcrm.chassis.retention;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Tells how long what is kept, and why. */
class RulesCollector implements Collector {

    private final RetentionLimits limits;

    RulesCollector(RetentionLimits limits) {
        this.limits = limits;
    }

    @Override
    public String collects() {
        return "retention-rules";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return limits.rules().stream().map(this::rule);
    }

    private Map<String, String> rule(RetentionRule rule) {
        return Map.of(
                "kind",
                rule.kind(),
                "limit",
                limits.limitOf(rule.kind()).map(Object::toString).orElse("none"),
                "reason",
                rule.reason().in(Locale.ENGLISH),
                "reasonInChinese",
                rule.reason().in(Locale.CHINA),
                "law",
                rule.law());
    }
}
