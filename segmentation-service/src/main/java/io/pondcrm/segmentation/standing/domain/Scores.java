package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.Prospect;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.lifecycle.domain.StageHistory;
import io.pondcrm.segmentation.rfm.domain.RfmPlacement;
import io.pondcrm.segmentation.segment.domain.Conclusions;
import io.pondcrm.segmentation.segment.domain.SegmentFields;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierStanding;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is concluded of one customer at one moment, each conclusion drawn when it is first asked
 * for: most predicates ask for none, and a walk over everybody can't draw them all in time.
 */
final class Scores implements Conclusions {

    private final CustomerFacts facts;
    private final @Nullable AbcPlacement abc;
    private final Definitions definitions;
    private final Instant at;

    private @Nullable Optional<TierStanding> tier;
    private @Nullable Optional<RfmPlacement> rfm;
    private @Nullable Optional<Prospect> clv;

    Scores(CustomerFacts facts, @Nullable AbcPlacement abc, Definitions definitions, Instant at) {
        this.facts = facts;
        this.abc = abc;
        this.definitions = definitions;
        this.at = at;
    }

    @Override
    public @Nullable Object find(String field) {
        return switch (field) {
            case "tier" -> tier().map(TierStanding::tier).orElse(null);
            case "tierStatus" -> tier().map(it -> it.status().name()).orElse(null);
            case "lifecycleStage" ->
                    definitions
                            .lifecycle()
                            .follow(facts, at)
                            .map(course -> course.current().stage().name())
                            .orElse(null);
            case "rfmSegment" -> rfm().map(it -> it.segment().name()).orElse(null);
            case "rfmCell" -> rfm().map(it -> it.scores().cell()).orElse(null);
            case "rfmRecency" -> rfm().map(it -> it.scores().recency()).orElse(null);
            case "rfmFrequency" -> rfm().map(it -> it.scores().frequency()).orElse(null);
            case "rfmMonetary" -> rfm().map(it -> it.scores().monetary()).orElse(null);
            case "tiers" -> tiers();
            case "stages" -> stages();
            case "rfmSegments" -> rfmSegments();
            case "abcClass" -> abc == null ? null : abc.abcClass().name();
            default -> figure(field).flatMap(it -> clv().map(day -> day.held(it))).orElse(null);
        };
    }

    @Override
    public Optional<Instant> nextTurn(String field, Filter.Comparison comparison) {
        return figure(field).flatMap(it -> clv().flatMap(day -> day.nextTurn(it, comparison)));
    }

    /** What a field asks of the lifetime value; amounts of another currency are none. */
    private Optional<Prospect.Figure> figure(String field) {
        return switch (field) {
            case SegmentFields.CLV_VALUE ->
                    valueModel()
                            .filter(it -> it.currency().equals(definitions.currency()))
                            .map(_ -> Prospect.Figure.VALUE);
            case SegmentFields.CLV_BAND -> Optional.of(Prospect.Figure.BAND);
            case SegmentFields.CLV_ALIVE -> Optional.of(Prospect.Figure.ALIVE);
            default -> Optional.empty();
        };
    }

    private Optional<ClvModel> valueModel() {
        return definitions.clv().at(at);
    }

    private Optional<Prospect> clv() {
        var known = clv;
        if (known == null) {
            known = valueModel().flatMap(it -> it.prospect(facts, at));
            clv = known;
        }
        return known;
    }

    /** The tier in every scheme that gives one, as {@code scheme/TIER}. */
    private Set<String> tiers() {
        var tiers = new HashSet<String>();
        for (var scheme : definitions.tiers()) {
            scheme.follow(facts, at)
                    .ifPresent(course -> tiers.add(scheme.id() + "/" + course.standing().tier()));
        }
        return tiers;
    }

    /** The stage in every lifecycle scheme, as {@code scheme/STAGE}. */
    private Set<String> stages() {
        var stages = new HashSet<String>();
        definitions
                .lifecycle()
                .follow(facts, at)
                .ifPresent(it ->
                        stages.add(definitions.lifecycle().id() + "/" + it.current().stage()));
        for (var scheme : definitions.furtherLifecycles()) {
            StageHistory.follow(scheme, facts, at)
                    .ifPresent(it -> stages.add(scheme.id() + "/" + it.current().stage()));
        }
        return stages;
    }

    /** The named segment by every model, as {@code model/SEGMENT}. */
    private Set<String> rfmSegments() {
        return definitions.runs().stream()
                .flatMap(run -> run.place(facts, at).stream())
                .map(it -> it.model() + "/" + it.segment().name())
                .collect(Collectors.toSet());
    }

    private Optional<TierStanding> tier() {
        var known = tier;
        if (known == null) {
            known =
                    definitions
                            .mainTiers()
                            .flatMap(it -> it.follow(facts, at))
                            .map(TierCourse::standing);
            tier = known;
        }
        return known;
    }

    private Optional<RfmPlacement> rfm() {
        var known = rfm;
        if (known == null) {
            known =
                    definitions.runs().stream()
                            .filter(run -> run.model().id().equals(definitions.mainModel()))
                            .findFirst()
                            .flatMap(run -> run.place(facts, at));
            rfm = known;
        }
        return known;
    }
}
