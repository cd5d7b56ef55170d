package io.pondcrm.customer.privacy;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.PrivacyPayloads.RequestView;
import io.pondcrm.customer.privacy.RequestDocument.Answer;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Every request of a person there was. */
@Component
class Requests implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final PrivacyEvents events;
    private final Receipts receipts;
    private final PrivacySettings settings;
    private final Clock clock;
    private final String self;

    Requests(
            MongoOperations mongo,
            OutboxWriter outbox,
            PrivacyEvents events,
            Receipts receipts,
            PrivacySettings settings,
            Clock clock,
            @Value("${spring.application.name}") String self) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.receipts = receipts;
        this.settings = settings;
        this.clock = clock;
        this.self = self;
    }

    @Override
    public void afterPropertiesSet() {
        var requests = mongo.getCollection("data_subject_requests");
        requests.createIndex(Indexes.ascending("createdAt", "_id"));
        requests.createIndex(Indexes.ascending("requestedBy", "createdAt", "_id"));
        requests.createIndex(Indexes.ascending("selves", "createdAt", "_id"));
        requests.createIndex(Indexes.ascending("type", "state", "createdAt", "_id"));
        requests.createIndex(
                Indexes.ascending("open", "createdAt"), new IndexOptions().sparse(true));
    }

    /** Stores a request; if there is one of its id, the same call came before, and that is it. */
    RequestDocument insert(RequestDocument request, List<OutboxEntry> told) {
        try {
            outbox.insert(request, told);
            return request;
        } catch (DuplicateKeyException _) {
            return find(request.id()).orElse(request);
        }
    }

    /** As callers see it. */
    RequestView view(RequestDocument request) {
        return RequestView.of(request, settings.services());
    }

    Optional<RequestDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, RequestDocument.class));
    }

    /** The same for a caller: a partner's client knows of none but those that it sent itself. */
    Optional<RequestDocument> find(String id, Caller caller) {
        return find(id).filter(it ->
                caller.boundSystem() == null
                        || RequestDocument.sentBy(caller).equals(it.requestedBy()));
    }

    /** A request of any of these that somebody has to answer yet. */
    Optional<RequestDocument> findOpen(Collection<String> customers) {
        return Optional.ofNullable(
                mongo.findOne(
                        query(where("selves").in(customers).and("open").is(true)),
                        RequestDocument.class));
    }

    Page<RequestView> list(
            Caller caller,
            @Nullable String customerId,
            @Nullable RequestType type,
            @Nullable RequestState state,
            PageRequest page) {
        var wanted = new Criteria();
        if (caller.boundSystem() != null) {
            wanted.and("requestedBy").is(RequestDocument.sentBy(caller));
        }
        if (customerId != null) {
            wanted.and("selves").is(customerId);
        }
        if (type != null) {
            wanted.and("type").is(type);
        }
        if (state != null) {
            wanted.and("state").is(state);
        }
        return page.boundTo(String.valueOf(caller.boundSystem()))
                .find(mongo, wanted, RequestDocument.class, this::view);
    }

    /**
     * Takes down a service's answer; the first one counts. What nobody asked for is passed over.
     */
    void answered(String requestId, String service, Answer answer) {
        OptimisticWrite.<Boolean>until(
                "A request of a person",
                () -> {
                    var found = find(requestId);
                    if (found.isEmpty()) {
                        LOG.warn("{} answers {}, which nobody asked here", service, requestId);
                        return Optional.of(false);
                    }
                    var request = found.get();
                    if (request.heard().containsKey(service)) {
                        return Optional.of(false);
                    }
                    return take(request, service, answer) ? Optional.of(true) : Optional.empty();
                });
    }

    /**
     * Moves a request on which somebody decides, if it is where it can move from; safe to repeat.
     *
     * @param refusedBecause what the person is told; null unless refused
     * @return the request as it is then, moved or not
     */
    RequestDocument move(String requestId, RequestState to, @Nullable String refusedBecause) {
        return OptimisticWrite.<RequestDocument>until(
                "A request of a person",
                () -> {
                    var request = find(requestId).orElseThrow(WebProblem.NOT_FOUND::exception);
                    if (request.state() == to || !mayMove(request.state(), to)) {
                        return Optional.of(request);
                    }
                    var fields = new LinkedHashMap<String, @Nullable Object>();
                    fields.put("state", to);
                    fields.put("refusedBecause", refusedBecause);
                    if (to != RequestState.RUNNING) {
                        fields.put("open", null);
                    }
                    if (to == RequestState.COMPLETED) {
                        fields.put("completedAt", clock.instant().truncatedTo(ChronoUnit.MILLIS));
                    }
                    return outbox.update(
                                    RequestDocument.class,
                                    request.id(),
                                    request.version(),
                                    fields,
                                    List.of())
                            ? find(requestId)
                            : Optional.empty();
                });
    }

    private static boolean mayMove(RequestState from, RequestState to) {
        return switch (to) {
            case RUNNING -> from == RequestState.RECEIVED || from == RequestState.INCOMPLETE;
            case COMPLETED -> from == RequestState.RUNNING || from == RequestState.INCOMPLETE;
            case REFUSED -> from == RequestState.RECEIVED;
            case RECEIVED, INCOMPLETE -> false;
        };
    }

    private boolean take(RequestDocument request, String service, Answer answer) {
        var heard = request.heardAlso(service, answer);
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("answers", heard);
        if (request.completedAt() == null && heard.keySet().containsAll(settings.services())) {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            fields.put("state", RequestState.COMPLETED);
            fields.put("completedAt", now);
            fields.put("open", null);
            if (request.type().erases()) {
                fields.put("receipt", receipts.of(request, heard, now));
            }
        }
        return outbox.update(
                RequestDocument.class,
                request.id(),
                request.version(),
                fields,
                request.type().erases() && service.equals(self)
                        ? events.erased(request, answer.erasedAt())
                        : List.of());
    }

    /**
     * Marks those that wait for a silent service for too long.
     *
     * @param before those of this type that were asked for before this moment
     * @return how many there were
     */
    int markIncomplete(RequestType type, Instant before, int most) {
        var late =
                mongo.find(
                        query(
                                        where("open")
                                                .is(true)
                                                .and("createdAt")
                                                .lt(before)
                                                .and("type")
                                                .is(type)
                                                .and("state")
                                                .is(RequestState.RUNNING))
                                .limit(most),
                        RequestDocument.class);
        for (var request : late) {
            var isMarked =
                    outbox.update(
                            RequestDocument.class,
                            request.id(),
                            request.version(),
                            Map.of("state", RequestState.INCOMPLETE),
                            List.of());
            if (isMarked) {
                LOG.warn(
                        "{} is incomplete: of {} only {} answered",
                        request.id(),
                        settings.services(),
                        request.heard().keySet());
            }
        }
        return late.size();
    }

    /** Who has to answer. */
    List<String> services() {
        return settings.services();
    }
}
