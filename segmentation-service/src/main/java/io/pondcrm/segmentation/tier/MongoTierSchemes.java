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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tier schemes with their versions, and what simulations of drafts found. */
@Component
class MongoTierSchemes implements TierSchemes {

    /** What is in force from the beginning; it lies in the store as soon as it is changed. */
    private static final Editions<TierRules> MAIN_FROM_THE_BEGINNING =
            Editions.published(TierScheme.RETAIL_MEMBERSHIP, Instant.EPOCH, null);

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final TierSchemeEvents events;
    private final OtherDefinitions others;
    // The web's mapper would mask and word things for people: this is storage.
    private final JsonMapper json = JsonMapper.builder().build();
    // What was published never changes but for its cut points, so each text is read once.
    private final Map<Written, TierRules> published = new ConcurrentHashMap<>();

    MongoTierSchemes(
            MongoOperations mongo,
            OutboxWriter outbox,
            TierSchemeEvents events,
            OtherDefinitions others) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.others = others;
    }

    @Override
    public List<TierRules> listInForce() {
        return listAll().stream()
                .flatMap(it -> it.published().stream())
                .map(Edition::definition)
                .toList();
    }

    @Override
    public Optional<TierRules> findAt(String id, Instant moment) {
        return find(id).flatMap(it -> it.inForceAt(moment));
    }

    @Override
    public boolean install(TierRules rules, Instant at, String by) {
        var there = find(rules.id());
        if (rules.needsSimulation()) {
            return there.isEmpty()
                    ? insert(Editions.begun(rules, at))
                    : there.get().isRetiredAt(at)
                            && change(rules.id(), it -> it.draft(rules, at)).orElse(null)
                                    instanceof EditionChange.Changed<TierRules>;
        }
        return there.isEmpty()
                ? insert(Editions.published(rules, at, by))
                : change(
                                        rules.id(),
                                        it ->
                                                isAnother(rules, it)
                                                        ? it.succeed(rules, at, by)
                                                        : it.revive(rules, at, by))
                                .orElse(null)
                        instanceof EditionChange.Changed<TierRules>;
    }

    /** Whether rules are other ones than those of a scheme that nobody has changed yet. */
    private static boolean isAnother(TierRules rules, Editions<TierRules> there) {
        return there.equals(MAIN_FROM_THE_BEGINNING)
                && !rules.as(1).equals(there.last().definition());
    }

    /** The main one first. */
    List<Editions<TierRules>> listAll() {
        var told = others.asOfNow();
        var all = new ArrayList<Editions<TierRules>>();
        all.add(MAIN_FROM_THE_BEGINNING);
        for (var document :
                mongo.find(
                        new Query().with(Sort.by("_id")).limit(MAX_SCHEMES + 1),
                        TierSchemeDocument.class)) {
            var scheme = toDomain(document, told);
            if (scheme.id().equals(MAIN)) {
                all.set(0, scheme);
            } else {
                all.add(scheme);
            }
        }
        return all;
    }

    /** How many there are beside the main one. */
    long count() {
        return mongo.count(query(where("_id").ne(MAIN)), TierSchemeDocument.class);
    }

    Optional<Editions<TierRules>> find(String id) {
        return Optional.ofNullable(mongo.findById(id, TierSchemeDocument.class))
                .map(it -> toDomain(it, others.asOfNow()))
                .or(() ->
                        id.equals(MAIN) ? Optional.of(MAIN_FROM_THE_BEGINNING) : Optional.empty());
    }

    /**
     * @return false if there is such a scheme already
     */
    boolean insert(Editions<TierRules> scheme) {
        return insert(null, scheme);
    }

    private boolean insert(@Nullable Editions<TierRules> seen, Editions<TierRules> now) {
        try {
            outbox.insert(toDocument(now), events.announce(seen, now));
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
    Optional<EditionChange<TierRules>> change(
            String id, Function<Editions<TierRules>, EditionChange<TierRules>> decision) {
        return EditionWrites.change(
                "A tier scheme", () -> find(id), decision, this::replace, this::remove);
    }

    /** One that was never in force has nothing to announce. */
    private boolean remove(Editions<TierRules> seen) {
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

    private boolean replace(Editions<TierRules> seen, Editions<TierRules> now) {
        if (seen.equals(MAIN_FROM_THE_BEGINNING)) {
            return insert(seen, now);
        }
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
    TierRules draft(TierSimulationDocument simulation) {
        var written =
                read(new Written(simulation.rules(), simulation.version()))
                        .toldBy(others.asOfNow());
        var drawn = simulation.cutPoints();
        return drawn == null ? written : with(written, List.of(drawn));
    }

    /** The version that was in force when a simulation began; empty if there was none. */
    Optional<TierRules> current(TierSimulationDocument simulation) {
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

    String write(TierRules rules) {
        return json.writeValueAsString(TierSchemePayloads.NewScheme.of(rules));
    }

    private TierRules read(Written written) {
        return json.readValue(written.rules(), TierSchemePayloads.NewScheme.class)
                .toDomain(written.version());
    }

    private static TierRules with(TierRules written, List<TierSchemeDocument.CutTablePart> tables) {
        return written instanceof Scorecard card
                ? card.with(
                        new CutPoints(
                                card.cutPoints().ties(),
                                tables.stream()
                                        .map(TierSchemeDocument.CutTablePart::toDomain)
                                        .toList()))
                : written;
    }

    private TierSchemeDocument toDocument(Editions<TierRules> scheme) {
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

    private Editions<TierRules> toDomain(TierSchemeDocument document, OtherScores told) {
        return new Editions<>(
                document.id(),
                document.version(),
                document.editions().stream()
                        .map(it ->
                                new Edition<>(
                                        rules(it).toldBy(told),
                                        it.createdAt(),
                                        it.simulatedAt(),
                                        it.publishedAt(),
                                        it.publishedBy(),
                                        it.retiredAt()))
                        .toList());
    }

    private TierRules rules(TierSchemeDocument.EditionPart edition) {
        var text = new Written(edition.rules(), edition.version());
        var written =
                edition.publishedAt() == null
                        ? read(text)
                        : published.computeIfAbsent(text, this::read);
        var tables = edition.cutPoints();
        return tables == null ? written : with(written, tables);
    }

    /**
     * @param rules as JSON
     */
    private record Written(String rules, int version) {}
}
