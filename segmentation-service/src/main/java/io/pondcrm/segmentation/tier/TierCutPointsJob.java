package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.ReconsiderEverybody;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Draws the cut points of a published scheme's quotas anew, puts them in force, and gives all
 * customers their tiers by them.
 */
@Component
class TierCutPointsJob implements JobKind {

    static final String NAME = "tier-cut-points";

    private static final String DRAW = "draw";
    private static final String SCHEME = "scheme";
    private static final String VERSION = "version";
    private static final String AS_OF = "asOf";
    private static final String DRAWN = "drawn";

    private final Facts facts;
    private final DrawCutPoints drawCutPoints;
    private final MongoTierSchemes schemes;
    private final Clock clock;

    TierCutPointsJob(
            Facts facts, DrawCutPoints drawCutPoints, MongoTierSchemes schemes, Clock clock) {
        this.facts = facts;
        this.drawCutPoints = drawCutPoints;
        this.schemes = schemes;
        this.clock = clock;
    }

    static Map<String, String> params(String draw, TierRules rules, Instant asOf) {
        return Map.of(
                DRAW,
                draw,
                SCHEME,
                rules.id(),
                VERSION,
                Integer.toString(rules.version()),
                AS_OF,
                asOf.toString());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        job.resultAt("/api/v1/tier-schemes/" + text(job, SCHEME) + "/cut-points");
        if (!job.checkpoint().containsKey(DRAWN)) {
            draw(job);
            job.save(Map.of(DRAWN, true), Map.of());
        }
        ReconsiderEverybody.during(job, facts, Map.of(DRAWN, true));
    }

    /** They decide from the moment they are kept, whenever they were counted: nothing is undone. */
    private void draw(JobRun job) {
        var scheme = text(job, SCHEME);
        var version = Integer.parseInt(text(job, VERSION));
        var rules =
                schemes.find(scheme)
                        .flatMap(it -> it.find(version))
                        .map(Edition::definition)
                        .filter(Scorecard.class::isInstance)
                        .map(Scorecard.class::cast)
                        .orElseThrow(TierProblem.TIER_SCHEME_NOT_FOUND::exception);
        var table =
                drawCutPoints.handle(text(job, DRAW), rules, Instant.parse(text(job, AS_OF)), job);
        var change =
                schemes.change(
                        scheme,
                        it ->
                                it.supplemented(
                                        version,
                                        published ->
                                                published instanceof Scorecard card
                                                        ? card.renewed(
                                                                table,
                                                                new AsOf(clock.instant()).moment())
                                                        : published));
        if (change.orElse(null) instanceof EditionChange.NothingPublished<TierRules>) {
            throw TierProblem.TIER_SCHEME_NOT_PUBLISHED.exception();
        }
    }

    private static String text(JobRun job, String name) {
        return Objects.requireNonNull(job.params().get(name), name).toString();
    }
}
