package io.pondcrm.engagement.playbook;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Mailing;
import io.pondcrm.engagement.message.domain.Mailings;
import io.pondcrm.engagement.message.domain.Source;
import io.pondcrm.engagement.playbook.domain.Playbook;
import io.pondcrm.engagement.playbook.domain.PlaybookAction;
import io.pondcrm.engagement.template.domain.Templates;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** All playbooks; those that send messages are mailings. */
@Component
class MongoPlaybooks implements Mailings {

    /** So long messages of a retired playbook are taken back, also of entries that come again. */
    private static final Duration TAKEN_BACK = Duration.ofDays(7);

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final Templates templates;
    private final Clock clock;

    MongoPlaybooks(MongoOperations mongo, OutboxWriter outbox, Templates templates, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.templates = templates;
        this.clock = clock;
    }

    Optional<Playbook> find(String id) {
        return Optional.ofNullable(mongo.findById(id, PlaybookDocument.class))
                .map(PlaybookDocument::toDomain);
    }

    /** Those of these ids that there are. */
    Map<String, Playbook> findAll(Collection<String> ids) {
        return list(where("_id").in(ids))
                .collect(Collectors.toMap(Playbook::id, Function.identity()));
    }

    private Stream<Playbook> list(Criteria wanted) {
        return mongo.find(query(wanted), PlaybookDocument.class).stream()
                .map(PlaybookDocument::toDomain);
    }

    /**
     * @return false if there is one of that id
     */
    boolean insert(Playbook playbook) {
        try {
            outbox.insert(PlaybookDocument.of(playbook), List.of());
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /**
     * @return false if somebody else changed it meanwhile
     */
    boolean store(Playbook next) {
        var document = PlaybookDocument.of(next);
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("name", document.name());
        fields.put("templateId", document.templateId());
        fields.put("requiresBenefit", document.requiresBenefit());
        fields.put("dueWithin", document.dueWithin());
        fields.put("holdoutPercent", document.holdoutPercent());
        fields.put("holdoutReason", document.holdoutReason());
        fields.put("window", document.window());
        fields.put("enrolWithin", document.enrolWithin());
        fields.put("dailyLimit", document.dailyLimit());
        fields.put("enabled", document.enabled());
        fields.put("state", document.state());
        fields.put("changedAt", document.changedAt());
        return outbox.update(
                PlaybookDocument.class, next.id(), next.version() - 1, fields, List.of());
    }

    /**
     * Retires a playbook; one that is retired stays as it is.
     *
     * @return empty if there is no such playbook
     */
    Optional<Playbook> retire(String id) {
        return OptimisticWrite.until(
                "A playbook",
                () -> {
                    var known = find(id);
                    return known.isPresent()
                                    && known.get().retire(clock.instant())
                                            instanceof Playbook.Change.Changed(var next)
                            ? store(next) ? Optional.of(Optional.of(next)) : Optional.empty()
                            : Optional.of(known);
                });
    }

    static Source source(String playbook) {
        return new Source(Source.Kind.PLAYBOOK, playbook);
    }

    @Override
    public List<Mailing> listActive() {
        var wanted =
                where("kind")
                        .is(PlaybookDocument.Kind.SEND_MESSAGE)
                        .orOperator(
                                where("state").is(Playbook.State.ENABLED),
                                where("state")
                                        .is(Playbook.State.RETIRED)
                                        .and("changedAt")
                                        .gt(clock.instant().minus(TAKEN_BACK)));
        return list(wanted).flatMap(this::mailing).toList();
    }

    private Stream<Mailing> mailing(Playbook playbook) {
        return playbook.plan().action() instanceof PlaybookAction.SendMessage(var id, var benefit)
                ? templates.find(id).stream()
                        .map(template ->
                                new Mailing(
                                        source(playbook.id()),
                                        Purpose.MARKETING,
                                        template,
                                        Map.of(),
                                        benefit,
                                        playbook.state() == Playbook.State.RETIRED))
                : Stream.empty();
    }

    /** The next customer enters. */
    @Override
    public void exhausted(Source source) {}
}
