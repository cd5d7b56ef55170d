package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.rfm.domain.Bins;
import io.pondcrm.segmentation.rfm.domain.Grid;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.Weights;
import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;

/**
 * How a version of a model lies in MongoDB, and within each of its runs.
 *
 * @param version null of those from before there were versions, which are the first
 * @param quantiles null where there are limits
 * @param against what the eight classes are held against; null for the ten names
 */
@TypeAlias("rfmModel")
record RfmModelDocument(
        @Id String id,
        @Nullable Integer version,
        String nameEn,
        String nameZh,
        String currency,
        @Nullable String window,
        String zone,
        @Nullable Integer quantiles,
        @Nullable List<Integer> recencyDays,
        @Nullable List<Integer> frequency,
        @Nullable List<String> monetary,
        List<Integer> weights,
        String refunds,
        @Nullable String against) {

    static RfmModelDocument of(RfmModel model) {
        var limits = model.bins() instanceof Bins.CutPoints fixed ? fixed : null;
        var window = model.window();
        return new RfmModelDocument(
                model.id(),
                model.version(),
                model.name().en(),
                model.name().zh(),
                model.currency(),
                window == null ? null : window.toString(),
                model.zone().getId(),
                limits == null ? model.bins().count() : null,
                limits == null ? null : limits.recencyDays(),
                limits == null ? null : limits.frequency(),
                limits == null
                        ? null
                        : limits.monetary().stream().map(BigDecimal::toPlainString).toList(),
                List.of(
                        model.weights().recency(),
                        model.weights().frequency(),
                        model.weights().monetary()),
                model.refunds().name(),
                switch (model.grid()) {
                    case Grid.TenNames _ -> null;
                    case Grid.EightClasses(var against) -> against.name();
                });
    }

    RfmModel toDomain() {
        return new RfmModel(
                id,
                version == null ? 1 : version,
                new Name(nameEn, nameZh),
                currency,
                window == null ? null : Duration.parse(window),
                ZoneId.of(zone),
                bins(),
                new Weights(weights.get(0), weights.get(1), weights.get(2)),
                RfmModel.Refunds.valueOf(refunds),
                against == null
                        ? new Grid.TenNames()
                        : new Grid.EightClasses(Grid.Middle.valueOf(against)));
    }

    private Bins bins() {
        return recencyDays == null || frequency == null || monetary == null
                ? new Bins.Quantiles(quantiles == null ? 5 : quantiles)
                : new Bins.CutPoints(
                        recencyDays, frequency, monetary.stream().map(BigDecimal::new).toList());
    }
}
