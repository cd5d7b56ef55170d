package io.pondcrm.segmentation.tier;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.segmentation.EditionWrites;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.tier.domain.CutPoints;
import io.pondcrm.segmentation.tier.domain.OtherScores;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tier schemes with their versions, and what simulations of drafts found. */
@Component
class MongoTierSchemes implements TierSchemes {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final TierSchemeEvents events;
    private final TierScheme builtIn;
    private final OtherDefinitions others;
    // The web's mapper would mask and word things for people: this is storage.
    private final JsonMapper json = JsonMapper.builder().build();
    // What was published never changes but for its cut points, so each version is read once.
    private final Map<String, Scorecard> published = new ConcurrentHashMap<>();

    MongoTierSchemes(
            MongoOperations mongo,
            OutboxWriter outbox,
            TierSchemeEvents events,
            TierScheme builtIn,
            OtherDefinitions others) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.builtIn = builtIn;
        this.others = others;
    }

    @Override
    public List<Scorecard> listInForce() {
        return listAll().stream()
                .flatMap(it -> it.published().stream())
                .map(Edition::definition)
                .toList();
    }

    @Override
    public Optional<TierRules> findAt(String id, Instant moment) {
        return id.equals(builtIn.id())
                ? Optional.of(builtIn)
                : find(id).flatMap(it -> it.inForceAt(moment));
    }

    @Override
    public boolean install(Scorecard rules, Instant at, String by) {
        var there = find(rules.id());
        if (rules.needsSimulation()) {
            return there.isEmpty()
                    ? insert(Editions.begun(rules, at))
                    : there.get().isRetiredAt(at)
                            && change(rules.id(), it -> it.draft(rules, at)).orElse(null)
                                    instanceof EditionChange.Changed<Scorecard>;
        }
        return there.isEmpty()
                ? insert(Editions.published(rules, at, by))
                : change(rules.id(), it -> it.revive(rules, at, by)).orElse(null)
                        instanceof EditionChange.Changed<Scorecard>;
    }

    List<Editions<Scorecard>> listAll() {
        var told = others.asOfNow();
        return mongo
                .find(new Query().with(Sort.by("_id")).limit(MAX_SCHEMES), TierSchemeDocument.class)
                .stream()
                .map(it -> toDomain(it, told))
                .toList();
    }

    long count() {
        return mongo.count(new Query(), TierSchemeDocument.class);
    }

    Optional<Editions<Scorecard>> find(String id) {
        return Optional.ofNullable(mongo.findById(id, TierSchemeDocument.class))
                .map(it -> toDomain(it, others.asOfNow()));
    }

    /**
     * @return false if there is such a scheme already
     */
    boolean insert(Editions<Scorecard> scheme) {
        try {
            outbox.insert(toDocument(scheme), events.announce(null, scheme));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /**
     * Changes a scheme however many others do the same.
     *
     * @param decision may be called more than once
     * @return empty without such a scheme
     */
    Optional<EditionChange<Scorecard>> change(
            String id, Function<Editions<Scorecard>, EditionChange<Scorecard>> decision) {
        return EditionWrites.change(
                "A tier scheme", () -> find(id), decision, this::replace, this::remove);
    }

    /** One that was never in force has nothing to announce. */
    private boolean remove(Editions<Scorecard> seen) {
        return mongo.remove(
                                query(
                                        where("_id")
                                                .is(seen.id())
                                                .and("version")
                                                .is(seen.revision())),
                                TierSchemeDocument.class)
                        .getDeletedCount()
                == 1;
    }

    private boolean replace(Editions<Scorecard> seen, Editions<Scorecard> now) {
        return outbox.update(
                TierSchemeDocument.class,
                seen.id(),
                seen.revision(),
                Map.of("editions", toDocument(now).editions()),
                events.announce(seen, now));
    }

    void begin(TierSimulationDocument simulation) {
        try {
            mongo.insert(simulation);
        } catch (DuplicateKeyException _) {
            // A repeated request: what is tried out stays as it was.
        }
    }

    Optional<TierSimulationDocument> findSimulation(String id) {
        return Optional.ofNullable(mongo.findById(id, TierSimulationDocument.class));
    }

    /** The draft as it was tried out, with its cut points as soon as they are drawn. */
    Scorecard draft(TierSimulationDocument simulation) {
        var written = read(simulation.rules(), simulation.version()).toldBy(others.asOfNow());
        var drawn = simulation.cutPoints();
        return drawn == null ? written : with(written, List.of(drawn));
    }

    /** The version that was in force when a simulation began; empty if there was none. */
    Optional<Scorecard> current(TierSimulationDocument simulation) {
        var against = simulation.against();
        return against == null
                ? Optional.empty()
                : find(simulation.scheme())
                        .flatMap(it -> it.find(against))
                        .map(Edition::definition);
    }

    void keep(TierSimulationDocument simulation) {
        mongo.save(simulation);
    }

    String write(Scorecard rules) {
        return json.writeValueAsString(TierSchemePayloads.NewScheme.of(rules));
    }

    private Scorecard read(String rules, int version) {
        return json.readValue(rules, TierSchemePayloads.NewScheme.class).toDomain(version);
    }

    private static Scorecard with(Scorecard written, List<TierSchemeDocument.CutTablePart> tables) {
        return written.with(
                new CutPoints(
                        written.cutPoints().ties(),
                        tables.stream().map(TierSchemeDocument.CutTablePart::toDomain).toList()));
    }

    private TierSchemeDocument toDocument(Editions<Scorecard> scheme) {
        return new TierSchemeDocument(
                scheme.id(),
                scheme.revision(),
                scheme.all().stream()
                        .map(it ->
                                new TierSchemeDocument.EditionPart(
                                        it.version(),
                                        write(it.definition()),
                                        it.createdAt(),
                                        it.simulatedAt(),
                                        it.publishedAt(),
                                        it.publishedBy(),
                                        it.retiredAt(),
                                        it.definition().cutPoints().tables().stream()
                                                .map(TierSchemeDocument.CutTablePart::of)
                                                .toList()))
                        .toList());
    }

    private Editions<Scorecard> toDomain(TierSchemeDocument document, OtherScores told) {
        return new Editions<>(
                document.id(),
                document.version(),
                document.editions().stream()
                        .map(it ->
                                new Edition<>(
                                        rules(document.id(), it).toldBy(told),
                                        it.createdAt(),
                                        it.simulatedAt(),
                                        it.publishedAt(),
                                        it.publishedBy(),
                                        it.retiredAt()))
                        .toList());
    }

    private Scorecard rules(String scheme, TierSchemeDocument.EditionPart edition) {
        var written =
                edition.publishedAt() == null
                        ? read(edition.rules(), edition.version())
                        : published.computeIfAbsent(
                                scheme + "/" + edition.version(),
                                _ -> read(edition.rules(), edition.version()));
        var tables = edition.cutPoints();
        return tables == null ? written : with(written, tables);
    }
}
