package io.pondcrm.chassis.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.DossierKey;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.inbox.BeforeEvents;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.EventType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;

/**
 * What every service promises about people: who asks is told everything that events told of them;
 * who is erased is gone when it answers, and neither the same events nor a backup bring them back.
 * A service takes it on by a few lines:
 *
 * <pre>{@code
 * @PondTest
 * @SpringBootTest
 * @AutoConfigureMockMvc
 * class ErasureTest extends ErasureContract {
 *     ErasureTest() {
 *         super("standings");
 *     }
 * }
 * }</pre>
 */
public abstract class ErasureContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String IN_SAMPLES = "cus_01h455vb4pex5vsknk084sn02q";
    private static final String ALSO_IN_SAMPLES = "cus_01h455vb4pex5vsknk084sn02r";

    /** That, and how, somebody was erased; and who did what. */
    private static final Set<String> MAY_KNOW_THE_ID =
            Set.of("auditEvents", "customer_keys", "erased_customers", "erasures");

    private final Set<String> filled;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    MongoOperations mongo;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    TestEvents events;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    List<EventHandler> handlers;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    List<Eraser> erasers;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    List<Collector> collectors;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    BeforeEvents atStart;

    /**
     * @param filled collections in which something lies of a customer after all samples of events
     *     that the service listens to
     */
    protected ErasureContract(String... filled) {
        this.filled = Set.of(filled);
    }

    @Test
    void whoever_is_erased_is_nowhere_and_stays_so() {
        var customer = TestEvents.newCustomer();
        var merged = TestEvents.newCustomer();
        var other = TestEvents.newCustomer();
        tellAll(customer, merged);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collectionsWith(customer)).containsAll(filled));
        tellAll(other, other);
        awaitTold(other);
        var backup = everything();
        var request = TestEvents.newId("dsr");

        events.requestErasure(request, List.of(customer, merged));

        var answer = awaitAnswer(customer, request);
        assertThat(answer.path("counts").propertyNames())
                .containsExactlyInAnyOrderElementsOf(erasers.stream().map(Eraser::erases).toList());
        assertThat(answer.path("statement").asString("")).contains(".");
        areGone(customer, merged);
        tellAll(customer, merged);
        var late = TestEvents.newCustomer();
        tellAll(late, late);
        awaitTold(late);
        areGone(customer, merged);
        assertThat(collectionsWith(other)).containsAll(filled);

        backup.forEach((name, documents) -> {
            mongo.remove(new Query(), name);
            insert(documents, name);
        });
        assertThat(collectionsWith(customer)).containsAll(filled);
        atStart.run();
        areGone(customer, merged);
        assertThat(collectionsWith(other)).containsAll(filled);
    }

    @Test
    void whoever_asks_is_told_all_that_an_erasure_would_take() {
        var customer = TestEvents.newCustomer();
        var merged = TestEvents.newCustomer();
        tellAll(customer, merged);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collectionsWith(customer)).containsAll(filled));
        var request = TestEvents.newId("dsr");
        var key = DossierKey.make(request);

        events.requestAccess(request, List.of(customer, merged), true, key.published());

        var answer = awaitAccess(customer, request);
        assertThat(answer.path("parts").asInt()).isEqualTo(1);
        assertThat(answer.path("counts").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        collectors.stream().map(Collector::collects).toList())
                .containsAll(erasers.stream().map(Eraser::erases).toList());
        var told =
                new String(
                        key.open(
                                answer.path("service").asString(""),
                                answer.path("sealed").asString("")),
                        UTF_8);
        var counted = 0L;
        for (var count : answer.path("counts")) {
            counted += count.asLong();
        }
        assertThat(told.lines()).hasSize((int) counted).hasSizeGreaterThanOrEqualTo(filled.size());
        assertThat(told).contains(customer.value()).doesNotContain("_class", "\"outbox\"");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(collectionsWith(customer)).doesNotContain("access_answers"));

        var mine = TestEvents.newId("dsr");
        var otherKey = DossierKey.make(mine);
        events.requestAccess(mine, List.of(customer, merged), false, otherKey.published());
        assertThat(awaitAccess(customer, mine).path("counts").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        collectors.stream()
                                .filter(it -> it.origin() != Origin.CONCLUDED)
                                .map(Collector::collects)
                                .toList());
    }

    private JsonNode awaitAccess(CustomerId customer, String request) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                events.published("crm.access.v1", customer).stream()
                                        .filter(it -> it.has("sealed"))
                                        .filter(it ->
                                                it.path("requestId").asString("").equals(request))
                                        .toList(),
                        it -> !it.isEmpty())
                .getFirst();
    }

    /** Each event that anybody here listens to, as the contract's sample has it. */
    private void tellAll(CustomerId customer, CustomerId merged) {
        var told = new TreeSet<String>();
        var sequence = 1L;
        for (var handler : handlers) {
            for (var event : handler.subscription().events().entrySet()) {
                var type = Objects.requireNonNull(event.getValue().getAnnotation(EventType.class));
                if (type.outlivesErasure() || !told.add(type.value())) {
                    continue;
                }
                for (var sample : ContractSamples.of(type.value())) {
                    if (sample.name().equals("full")) {
                        events.send(
                                type.topic(),
                                type.value(),
                                customer.value(),
                                TestEvents.newId("evt"),
                                sequence++,
                                sample.json()
                                        .replace(IN_SAMPLES, customer.value())
                                        .replace(ALSO_IN_SAMPLES, merged.value())
                                        .replace("01h455vb4pex5vsknk084sn02", unique(customer)));
                    }
                }
            }
        }
    }

    /** Other ids in samples would be one thing of all customers. */
    private static String unique(CustomerId customer) {
        return customer.value().substring("cus_".length(), "cus_".length() + 25);
    }

    private void awaitTold(CustomerId customer) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collectionsWith(customer)).containsAll(filled));
    }

    private JsonNode awaitAnswer(CustomerId customer, String request) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                events.published("crm.privacy.v1", customer).stream()
                                        .filter(it -> it.has("statement"))
                                        .filter(it ->
                                                it.path("requestId").asString("").equals(request))
                                        .toList(),
                        it -> !it.isEmpty())
                .getFirst();
    }

    private void areGone(CustomerId... customers) {
        for (var customer : customers) {
            assertThat(MAY_KNOW_THE_ID).containsAll(collectionsWith(customer));
        }
    }

    private SortedSet<String> collectionsWith(CustomerId customer) {
        return StoredLetters.collectionsWith(mongo, customer.value());
    }

    private void insert(List<Document> documents, String name) {
        if (!documents.isEmpty()) {
            mongo.insert(documents, name);
        }
    }

    private Map<String, List<Document>> everything() {
        var all = new HashMap<String, List<Document>>();
        for (var name : mongo.getCollectionNames()) {
            all.put(name, mongo.findAll(Document.class, name));
        }
        return all;
    }
}
