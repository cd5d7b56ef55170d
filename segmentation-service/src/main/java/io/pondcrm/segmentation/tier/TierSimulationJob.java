package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.tier.domain.Movers;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierCosts;
import io.pondcrm.segmentation.tier.domain.TierRules;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tries a draft out on all customers. It reads where they would stand and writes nothing but its
 * own result; what it has counted so far is its checkpoint.
 */
@Component
class TierSimulationJob implements JobKind {

    static final String NAME = "tier-simulation";

    private static final int BATCH = 500;
    private static final String SIMULATION = "simulation";
    private static final String AFTER = "after";
    private static final String SAMPLE = "sample";
    private static final String REVENUE = "revenueAtRisk";
    private static final String MOVES = "moves";
    private static final String CUSTOMERS = "customers";
    private static final String FALLEN = "fallen";

    private final Facts facts;
    private final DrawCutPoints drawCutPoints;
    private final MongoTierSchemes schemes;
    private final TierCosts costs;
    private final Clock clock;

    TierSimulationJob(
            Facts facts,
            DrawCutPoints drawCutPoints,
            MongoTierSchemes schemes,
            TierCosts costs,
            Clock clock) {
        this.facts = facts;
        this.drawCutPoints = drawCutPoints;
        this.schemes = schemes;
        this.costs = costs;
        this.clock = clock;
    }

    static Map<String, String> params(String simulation) {
        return Map.of(SIMULATION, simulation);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(SIMULATION)).toString();
        var begun = schemes.findSimulation(id).orElseThrow();
        job.resultAt("/api/v1/tier-schemes/%s/simulations/%s".formatted(begun.scheme(), id));
        var simulation = drawn(begun, job);
        var draft = schemes.draft(simulation);
        if (!simulation.finished()) {
            schemes.keep(outcome(simulation, movers(job, simulation, draft), draft));
        }
        schemes.change(simulation.scheme(), it -> it.simulated(draft, clock.instant()));
    }

    /** Kept before anybody is moved by them: a job that begins again draws no others. */
    private TierSimulationDocument drawn(TierSimulationDocument begun, JobRun job) {
        var draft = schemes.draft(begun);
        if (!(draft instanceof Scorecard card) || !card.hasQuotas() || begun.cutPoints() != null) {
            return begun;
        }
        var drawn = begun.with(drawCutPoints.handle(begun.id(), card, begun.asOf(), job));
        schemes.keep(drawn);
        return drawn;
    }

    private Movers movers(JobRun job, TierSimulationDocument simulation, TierRules draft) {
        var current = current(simulation);
        var rounds = draft.hasQuotas() ? 2 : 1;
        var total = facts.estimateCount();
        var movers = resumed(job);
        var after = job.checkpoint().get(AFTER);
        var last = after == null ? null : new CustomerId(after.toString());
        for (var page : facts.pagesAfter(last, BATCH)) {
            movers = movers.and(page, current, draft, simulation.asOf());
            job.progress((rounds - 1) * total + movers.customers(), rounds * total);
            job.save(checkpoint(movers, page.getLast().customer()), counters(movers));
        }
        return movers;
    }

    private @Nullable TierRules current(TierSimulationDocument simulation) {
        return schemes.current(simulation).orElse(null);
    }

    private static Map<String, Object> checkpoint(Movers movers, CustomerId last) {
        var checkpoint = new HashMap<String, Object>();
        checkpoint.put(AFTER, last.value());
        checkpoint.put(SAMPLE, movers.sample());
        checkpoint.put(REVENUE, movers.revenueAtRisk().toPlainString());
        checkpoint.put(
                MOVES,
                movers.counts().entrySet().stream()
                        .map(it ->
                                it.getKey().from() + ">" + it.getKey().to() + ">" + it.getValue())
                        .toList());
        return checkpoint;
    }

    private static Map<String, Long> counters(Movers movers) {
        return Map.of(CUSTOMERS, movers.customers(), FALLEN, movers.fallen());
    }

    private static Movers resumed(JobRun job) {
        var saved = job.checkpoint();
        if (!saved.containsKey(AFTER)) {
            return Movers.NONE;
        }
        var counts = new HashMap<Movers.Move, Long>();
        for (var move : texts(saved.get(MOVES))) {
            var parts = move.split(">", -1);
            counts.put(new Movers.Move(parts[0], parts[1]), Long.valueOf(parts[2]));
        }
        return new Movers(
                counts,
                job.counter(CUSTOMERS),
                job.counter(FALLEN),
                texts(saved.get(SAMPLE)),
                new BigDecimal(Objects.requireNonNull(saved.get(REVENUE)).toString()));
    }

    private static List<String> texts(@Nullable Object saved) {
        var texts = new ArrayList<String>();
        if (saved instanceof List<?> list) {
            list.forEach(it -> texts.add(String.valueOf(it)));
        }
        return texts;
    }

    private TierSimulationDocument outcome(
            TierSimulationDocument begun, Movers movers, TierRules draft) {
        var tiers = new LinkedHashSet<String>();
        draft.levels().forEach(level -> tiers.add(level.code()));
        movers.counts().keySet().forEach(move -> tiers.add(move.from()));
        tiers.remove("");
        return new TierSimulationDocument(
                begun.id(),
                begun.scheme(),
                begun.version(),
                begun.rules(),
                begun.against(),
                begun.asOf(),
                begun.currency(),
                true,
                movers.customers(),
                movers.counts().entrySet().stream()
                        .map(it ->
                                new TierSimulationDocument.MovePart(
                                        it.getKey().from(), it.getKey().to(), it.getValue()))
                        .toList(),
                movers.fallen(),
                movers.sample(),
                movers.revenueAtRisk().toPlainString(),
                costs.of(begun.scheme(), tiers, begun.currency(), begun.asOf()).entrySet().stream()
                        .map(it ->
                                new TierSimulationDocument.CostPart(
                                        it.getKey(),
                                        it.getValue().perCustomer().toPlainString(),
                                        it.getValue().unpriced()))
                        .toList(),
                begun.cutPoints());
    }
}
