package io.pondcrm.segmentation.tier;

import io.pondcrm.segmentation.clv.domain.ClvModels;
import io.pondcrm.segmentation.clv.domain.ClvReadings;
import io.pondcrm.segmentation.clv.domain.ClvUses;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.lifecycle.domain.StageHistory;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRuns;
import io.pondcrm.segmentation.rfm.domain.RfmTerms;
import io.pondcrm.segmentation.tier.domain.Measure;
import io.pondcrm.segmentation.tier.domain.OtherScores;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells schemes by points what other definitions say of customers. */
@Component
class OtherDefinitions {

    private static final int ALIVE_DIGITS = 4;

    private final RfmRuns runs;
    private final LifecycleSchemes lifecycles;
    private final ClvModels values;
    private final Clock clock;

    OtherDefinitions(RfmRuns runs, LifecycleSchemes lifecycles, ClvModels values, Clock clock) {
        this.runs = runs;
        this.lifecycles = lifecycles;
        this.values = values;
        this.clock = clock;
    }

    /** Whether a measure asks for a definition that is in force. */
    boolean knows(Measure.Scored measure) {
        return switch (measure.score()) {
            case RFM_SCORE, RFM_SEGMENT -> runs.terms(model(measure)).isInForceAt(clock.instant());
            case LIFECYCLE_STAGE -> lifecycles.find(scheme(measure)).isPresent();
            case ABC_CLASS, ABC_SHARE, CLV_VALUE, CLV_ALIVE -> true;
        };
    }

    private static String model(Measure.Scored measure) {
        return measure.definition() == null ? RfmModel.MAIN : measure.definition();
    }

    private String scheme(Measure.Scored measure) {
        return measure.definition() == null ? lifecycles.main().id() : measure.definition();
    }

    /** By the definitions as each of them is when it is first asked. */
    OtherScores asOfNow() {
        return new Read();
    }

    private final class Read implements OtherScores {

        private final Map<String, RfmTerms> models = new ConcurrentHashMap<>();
        private final Map<String, Optional<Editions<LifecycleScheme>>> schemes =
                new ConcurrentHashMap<>();
        private volatile @Nullable ClvUses uses;

        @Override
        public List<Said> follow(Measure.Scored measure, CustomerFacts facts, Span span) {
            return span.of(
                    switch (measure.score()) {
                        case RFM_SCORE, RFM_SEGMENT -> rfm(measure, facts, span);
                        case LIFECYCLE_STAGE -> stages(measure, facts, span);
                        case ABC_CLASS, ABC_SHARE -> classes(measure, facts, span.asOf());
                        case CLV_VALUE, CLV_ALIVE -> values(measure, facts, span);
                    });
        }

        private List<Said> rfm(Measure.Scored measure, CustomerFacts facts, Span span) {
            var model = model(measure);
            return models
                    .computeIfAbsent(model, runs::terms)
                    .follow(facts, span.from(), span.asOf(), span.until())
                    .stream()
                    .map(it -> said(measure, model, it))
                    .toList();
        }

        private static Said said(Measure.Scored measure, String model, RfmTerms.Placed placed) {
            var run = placed.run();
            if (run == null) {
                return new Said(placed.from(), null, model);
            }
            var scores = placed.scores();
            var segment = placed.segment();
            var by = model + "/" + run.number();
            if (measure.score() == Measure.OtherScore.RFM_SEGMENT) {
                return new Said(placed.from(), segment == null ? null : segment.name(), by);
            }
            return new Said(
                    placed.from(), scores == null ? null : scores.sum(run.model().weights()), by);
        }

        private List<Said> stages(Measure.Scored measure, CustomerFacts facts, Span span) {
            var id = scheme(measure);
            var scheme = schemes.computeIfAbsent(id, lifecycles::findEditions);
            if (scheme.isEmpty()) {
                return List.of();
            }
            var said = new ArrayList<Said>();
            var left = (@Nullable Instant) null;
            for (var phase :
                    StageHistory.phasesAhead(scheme.get(), facts, span.asOf(), span.until())) {
                if (left != null && left.isBefore(phase.enteredAt())) {
                    said.add(new Said(left, null, id));
                }
                said.add(
                        new Said(
                                phase.enteredAt(),
                                phase.stage().name(),
                                id + "/" + phase.version()));
                left = phase.leftAt();
            }
            if (left != null) {
                said.add(new Said(left, null, id));
            }
            return said;
        }

        /** Nothing is known of classifications to come. */
        private static List<Said> classes(
                Measure.Scored measure, CustomerFacts facts, Instant asOf) {
            return facts.classes().stream()
                    .filter(it -> !it.since().isAfter(asOf))
                    .map(it ->
                            new Said(
                                    it.since(),
                                    measure.score() == Measure.OtherScore.ABC_CLASS
                                            ? it.group()
                                            : it.share(),
                                    it.classification()))
                    .toList();
        }

        private List<Said> values(Measure.Scored measure, CustomerFacts facts, Span span) {
            var known = uses;
            if (known == null) {
                known = values.uses();
                uses = known;
            }
            return ClvReadings.follow(known, facts, span.from(), span.asOf(), span.until()).stream()
                    .map(it -> said(measure, it, span.currency()))
                    .toList();
        }

        private static Said said(
                Measure.Scored measure, ClvReadings.Reading read, String currency) {
            var model = read.model();
            if (model == null) {
                return new Said(read.at(), null, "clv");
            }
            var by = model.id() + "/" + model.version();
            var prospect = read.prospect();
            if (prospect == null) {
                return new Said(read.at(), null, by);
            }
            if (measure.score() == Measure.OtherScore.CLV_ALIVE) {
                return new Said(
                        read.at(),
                        BigDecimal.valueOf(prospect.alive())
                                .setScale(ALIVE_DIGITS, RoundingMode.HALF_UP),
                        by);
            }
            return new Said(
                    read.at(), model.currency().equals(currency) ? prospect.value() : null, by);
        }
    }
}
