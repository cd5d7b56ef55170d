package io.pondcrm.customer.retention;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.customer.retention.domain.DataKind;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells how long what is kept, and why. */
@Component
class RulesCollector implements Collector {

    private final RetentionSettings settings;

    RulesCollector(RetentionSettings settings) {
        this.settings = settings;
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
        return Stream.of(DataKind.values()).map(this::rule);
    }

    private Map<String, String> rule(DataKind kind) {
        return Map.of(
                "kind",
                kind.name(),
                "limit",
                settings.limitOf(kind).map(Object::toString).orElse("none"),
                "reason",
                RetentionWords.reasonOf(kind).in(Locale.ENGLISH),
                "reasonInChinese",
                RetentionWords.reasonOf(kind).in(Locale.CHINA),
                "law",
                RetentionWords.lawOf(kind));
    }
}
