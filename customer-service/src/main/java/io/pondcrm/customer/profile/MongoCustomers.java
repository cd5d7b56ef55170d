package io.pondcrm.customer.profile;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.customer.profile.CustomerDocument.Batch;
import io.pondcrm.customer.profile.CustomerDocument.Sealed;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.KnownCustomer;
import io.pondcrm.customer.profile.domain.ProfilePatch;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Registration;
import io.pondcrm.customer.profile.domain.Residence;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.customer.profile.domain.SensitiveAttributes;
import io.pondcrm.customer.profile.domain.Upserted;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoCustomers implements Customers {

    /**
     * Writers of one customer queue up rarely; this many in a row means that something is wrong.
     */
    private static final String WHAT = "A customer";

    private final MongoOperations mongo;
    private final SealedCustomers sealed;
    private final OutboxWriter outbox;
    private final CustomerEvents events;
    private final ProfileReader reader;
    private final ProfileSettings settings;
    private final SensitiveAttributes sensitive;
    private final Clock clock;
    private final Ids ids;

    MongoCustomers(
            MongoOperations mongo,
            SealedCustomers sealed,
            OutboxWriter outbox,
            CustomerEvents events,
            ProfileReader reader,
            ProfileSettings settings,
            SensitiveAttributes sensitive,
            Clock clock,
            Ids ids) {
        this.mongo = mongo;
        this.sealed = sealed;
        this.outbox = outbox;
        this.events = events;
        this.reader = reader;
        this.settings = settings;
        this.sensitive = sensitive;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Optional<Customer> find(CustomerId id) {
        return Optional.ofNullable(mongo.findById(id.value(), CustomerDocument.class))
                .filter(document -> document.mergedInto() == null)
                .flatMap(sealed::open);
    }

    @Override
    public Optional<Customer> find(ExternalId externalId) {
        var byKey = query(where("externalKeys").is(CustomerDocument.keyOf(externalId)));
        return Optional.ofNullable(mongo.findOne(byKey, CustomerDocument.class))
                .map(this::survivor)
                .flatMap(sealed::open);
    }

    /** Whom the document leads to; a chain of merges has few links and no circle. */
    private @Nullable CustomerDocument survivor(CustomerDocument document) {
        var at = document;
        while (at != null && at.mergedInto() != null) {
            at = mongo.findById(at.mergedInto(), CustomerDocument.class);
        }
        return at;
    }

    @Override
    public Optional<CustomerId> survivorOf(CustomerId merged) {
        return Optional.ofNullable(mongo.findById(merged.value(), CustomerDocument.class))
                .filter(document -> document.mergedInto() != null)
                .map(this::survivor)
                .map(document -> new CustomerId(document.id()));
    }

    @Override
    public List<CustomerId> selvesOf(CustomerId id) {
        var byId = query(where("_id").is(id.value()));
        byId.fields().include("absorbed");
        var selves = new ArrayList<CustomerId>();
        selves.add(id);
        for (var document : mongo.find(byId, Document.class, "customers")) {
            document.getList("absorbed", String.class, List.of())
                    .forEach(absorbed -> selves.add(new CustomerId(absorbed)));
        }
        return selves;
    }

    @Override
    public boolean exists(CustomerId id, @Nullable String knownTo) {
        var live = where("_id").is(id.value()).and("mergedInto").is(null);
        return mongo.exists(
                query(knownTo == null ? live : live.and("systems").is(knownTo)),
                CustomerDocument.class);
    }

    @Override
    public Set<CustomerId> existing(Collection<CustomerId> candidates, @Nullable String knownTo) {
        var found = new HashSet<CustomerId>();
        if (!candidates.isEmpty()) {
            var wanted = where("_id").in(candidates.stream().map(CustomerId::value).toList());
            var byId = query(knownTo == null ? wanted : wanted.and("systems").is(knownTo));
            byId.fields().include("_id");
            for (var document : mongo.find(byId, Document.class, "customers")) {
                found.add(new CustomerId(document.getString("_id")));
            }
        }
        return found;
    }

    @Override
    public Map<ExternalId, Customer> findAll(Collection<ExternalId> externalIds) {
        var byKey = new HashMap<String, ExternalId>();
        externalIds.forEach(it -> byKey.put(CustomerDocument.keyOf(it), it));
        var found = new HashMap<ExternalId, Customer>();
        if (byKey.isEmpty()) {
            return found;
        }
        var live = new ArrayList<CustomerDocument>();
        for (var document :
                mongo.find(
                        query(where("externalKeys").in(byKey.keySet())), CustomerDocument.class)) {
            if (document.mergedInto() == null) {
                live.add(document);
            } else {
                document.externalKeys().stream()
                        .flatMap(key -> Stream.ofNullable(byKey.get(key)))
                        .forEach(it -> find(it).ifPresent(customer -> found.put(it, customer)));
            }
        }
        for (var opened : sealed.open(live, Function.identity())) {
            opened.document().externalKeys().stream()
                    .flatMap(key -> Stream.ofNullable(byKey.get(key)))
                    .forEach(it -> found.put(it, opened.customer()));
        }
        return found;
    }

    @Override
    public List<KnownCustomer> knownTo(String system, @Nullable String after, int most) {
        var wanted = where("systems").is(system);
        if (after != null) {
            var space = after.indexOf(' ');
            var at = Instant.ofEpochMilli(Long.parseLong(after.substring(0, space)));
            wanted =
                    wanted.and("createdAt")
                            .gte(at)
                            .orOperator(
                                    where("createdAt").gt(at),
                                    where("_id").gt(after.substring(space + 1)));
        }
        var page = query(wanted).with(Sort.by("createdAt", "_id")).limit(most);
        page.fields().include("externalKeys", "createdAt", "mergedInto");
        return mongo.find(page, Document.class, "customers").stream()
                .map(it -> known(system, it))
                .toList();
    }

    private static KnownCustomer known(String system, Document document) {
        var id = document.getString("_id");
        var survivor = document.getString("mergedInto");
        return new KnownCustomer(
                new CustomerId(survivor == null ? id : survivor),
                document.getList("externalKeys", String.class, List.of()).stream()
                        .filter(key -> key.startsWith(system + " "))
                        .map(key -> key.substring(system.length() + 1))
                        .toList(),
                document.getDate("createdAt").getTime() + " " + id);
    }

    @Override
    public Map<CustomerId, Set<String>> systemsOf(Collection<CustomerId> ids) {
        var found = new HashMap<CustomerId, Set<String>>();
        var byId = query(where("_id").in(ids.stream().map(CustomerId::value).toList()));
        byId.fields().include("systems");
        for (var document : mongo.find(byId, Document.class, "customers")) {
            found.put(
                    new CustomerId(document.getString("_id")),
                    Set.copyOf(document.getList("systems", String.class, List.of())));
        }
        return found;
    }

    @Override
    public Map<CustomerId, Residence> residencesOf(Collection<CustomerId> ids) {
        var found = new HashMap<CustomerId, Residence>();
        var byId = query(where("_id").in(ids.stream().map(CustomerId::value).toList()));
        byId.fields().include("region", "absorbed", "mergedInto");
        for (var document : mongo.find(byId, Document.class, "customers")) {
            var id = new CustomerId(document.getString("_id"));
            if (document.getString("mergedInto") == null) {
                found.put(id, residenceOf(document));
            } else {
                survivorOf(id)
                        .map(it -> residencesOf(List.of(it)).get(it))
                        .ifPresent(it -> found.put(id, it));
            }
        }
        return found;
    }

    private static Residence residenceOf(Document document) {
        var selves = new ArrayList<CustomerId>();
        selves.add(new CustomerId(document.getString("_id")));
        document.getList("absorbed", String.class, List.of())
                .forEach(absorbed -> selves.add(new CustomerId(absorbed)));
        return new Residence(document.getString("region"), selves);
    }

    @Override
    public Map<ExternalId, CustomerId> idsOf(Collection<ExternalId> externalIds) {
        var found = new HashMap<ExternalId, CustomerId>();
        if (externalIds.isEmpty()) {
            return found;
        }
        var byKey = new HashMap<String, ExternalId>();
        externalIds.forEach(it -> byKey.put(CustomerDocument.keyOf(it), it));
        var wanted = query(where("externalKeys").in(byKey.keySet()));
        wanted.fields().include("externalKeys");
        for (var document : mongo.find(wanted, Document.class, "customers")) {
            for (var key : document.getList("externalKeys", String.class, List.of())) {
                var externalId = byKey.get(key);
                if (externalId != null) {
                    found.put(externalId, new CustomerId(document.getString("_id")));
                }
            }
        }
        return found;
    }

    @Override
    public List<Customer> sharing(
            Collection<String> matchKeys, @Nullable String knownTo, int most) {
        if (matchKeys.isEmpty()) {
            return List.of();
        }
        var blind = matchKeys.stream().map(sealed::matchKeyOf).toList();
        var sharing = where("matchKeys").in(blind).and("mergedInto").is(null);
        return sealed.open(
                mongo.find(
                        query(knownTo == null ? sharing : sharing.and("systems").is(knownTo))
                                .limit(most),
                        CustomerDocument.class),
                SealedCustomers.Opened::customer);
    }

    @Override
    public Registration register(Customer customer) {
        var flaws = sensitive.flawsOf(null, customer);
        if (!flaws.isEmpty()) {
            return new Registration.Refused(flaws);
        }
        var itsSeal = sealed.seal(customer);
        if (itsSeal.isEmpty()) {
            return new Registration.Erased();
        }
        try {
            outbox.insert(
                    CustomerDocument.of(customer, itsSeal.get(), null),
                    List.of(events.created(customer)));
            return new Registration.Registered(stored(customer));
        } catch (DuplicateKeyException taken) {
            return find(customer.id())
                    .<Registration>map(Registration.AlreadyRegistered::new)
                    .orElseGet(Registration.ExternalIdTaken::new);
        }
    }

    @Override
    public Revision change(CustomerId id, Function<Customer, Revision> decision) {
        return OptimisticWrite.<Revision>until(
                WHAT,
                () -> {
                    var read = find(id);
                    if (read.isEmpty()) {
                        return Optional.of(new Revision.NoSuchCustomer());
                    }
                    var outcome = decision.apply(read.get());
                    if (!(outcome instanceof Revision.Revised(var customer, var changed))) {
                        return Optional.of(outcome);
                    }
                    var flaws = sensitive.flawsOf(read.get(), customer);
                    if (!flaws.isEmpty()) {
                        return Optional.of(new Revision.Refused(flaws));
                    }
                    var itsSeal = sealed.seal(customer);
                    if (itsSeal.isEmpty()) {
                        return Optional.of(new Revision.NoSuchCustomer());
                    }
                    try {
                        var isStored =
                                outbox.update(
                                        CustomerDocument.class,
                                        id.value(),
                                        read.get().version(),
                                        CustomerDocument.fieldsOf(customer, itsSeal.get()),
                                        List.of(events.updated(customer)));
                        return isStored
                                ? Optional.of(new Revision.Revised(stored(customer), changed))
                                : Optional.empty();
                    } catch (DuplicateKeyException taken) {
                        return Optional.of(
                                customer.externalIds().stream()
                                        .filter(linked ->
                                                !read.get().externalIds().contains(linked))
                                        .findFirst()
                                        .map(Revision.ExternalIdTaken::new)
                                        .orElseThrow(() -> taken));
                    }
                });
    }

    @Override
    public List<Upserted> upsertAll(
            List<CustomerUpsert> rows, String source, @Nullable String batch) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, settings.zone());
        var outcomes = new Upserted[rows.size()];
        var pending = new ArrayList<Row>();
        for (var index = 0; index < rows.size(); index++) {
            var row = rows.get(index);
            switch (reader.read(row.input(), today)) {
                case ProfileReading.Refused(var flaws) ->
                        outcomes[index] = new Upserted.Refused(flaws);
                case ProfileReading.Accepted(var patch) ->
                        pending.add(new Row(index, row.externalId(), patch));
            }
        }
        OptimisticWrite.<List<Row>>all(
                WHAT, pending, left -> upsert(left, source, batch, now, outcomes));
        return List.of(outcomes);
    }

    private record Row(int index, ExternalId externalId, ProfilePatch patch) {}

    /** One pass over the rows; returns those whose customers somebody else wrote at this moment. */
    private List<Row> upsert(
            List<Row> rows,
            String source,
            @Nullable String batch,
            Instant now,
            @Nullable Upserted[] outcomes) {
        var drafts = read(rows, batch);
        for (var row : rows) {
            var draft =
                    drafts.computeIfAbsent(
                            CustomerDocument.keyOf(row.externalId()), _ -> new Draft());
            outcomes[row.index()] = draft.take(row, source, now, ids, sensitive);
        }
        var distinct = new LinkedHashSet<>(drafts.values());
        var missed = new HashSet<Integer>();
        insert(distinct.stream().filter(Draft::isNew).toList(), batch, missed);
        update(distinct.stream().filter(Draft::isChanged).toList(), batch, missed);
        return rows.stream().filter(row -> missed.contains(row.index())).toList();
    }

    private Map<String, Draft> read(List<Row> rows, @Nullable String batch) {
        var keys =
                rows.stream()
                        .map(row -> CustomerDocument.keyOf(row.externalId()))
                        .distinct()
                        .toList();
        var drafts = new HashMap<String, Draft>();
        var survivors = new LinkedHashMap<String, CustomerDocument>();
        var ledTo = new HashMap<String, String>();
        for (var document :
                mongo.find(query(where("externalKeys").in(keys)), CustomerDocument.class)) {
            var survivor = Objects.requireNonNull(survivor(document));
            survivors.put(survivor.id(), survivor);
            // One customer may be meant by several names in one batch.
            document.externalKeys().forEach(key -> ledTo.put(key, survivor.id()));
            survivor.externalKeys().forEach(key -> ledTo.put(key, survivor.id()));
        }
        var byId = new HashMap<String, Draft>();
        for (var read : sealed.open(List.copyOf(survivors.values()), it -> it)) {
            byId.put(
                    read.document().id(),
                    new Draft(read.customer(), read.document().batch(), batch));
        }
        ledTo.forEach((key, id) -> {
            var draft = byId.get(id);
            if (draft != null) {
                drafts.put(key, draft);
            }
        });
        return drafts;
    }

    private void insert(List<Draft> wanted, @Nullable String batch, Set<Integer> missed) {
        var seals = sealed.seal(wanted.stream().map(Draft::customer).toList());
        var drafts = withSeal(wanted, seals, missed);
        var refused =
                outbox.insertAll(
                        drafts.stream()
                                .map(it ->
                                        CustomerDocument.of(
                                                it.customer(), sealOf(it, seals), it.batch(batch)))
                                .toList(),
                        drafts.stream().map(it -> List.of(events.created(it.customer()))).toList(),
                        priorityOf(batch));
        refused.stream().forEach(at -> missed.addAll(drafts.get(at).rows));
    }

    private void update(List<Draft> wanted, @Nullable String batch, Set<Integer> missed) {
        var seals = sealed.seal(wanted.stream().map(Draft::customer).toList());
        var drafts = withSeal(wanted, seals, missed);
        var changes =
                drafts.stream()
                        .map(draft -> {
                            var fields =
                                    CustomerDocument.fieldsOf(
                                            draft.customer(), sealOf(draft, seals));
                            if (batch != null) {
                                fields.put("batch", draft.batch(batch));
                            }
                            return new OutboxWriter.Change(
                                    draft.customer().id().value(),
                                    draft.customer().version(),
                                    fields,
                                    List.of(events.updated(draft.customer())));
                        })
                        .toList();
        var moved = outbox.updateAll(CustomerDocument.class, changes, priorityOf(batch));
        moved.stream().forEach(at -> missed.addAll(drafts.get(at).rows));
    }

    /** Whoever was erased at this moment is looked for again, and not found. */
    private static List<Draft> withSeal(
            List<Draft> drafts, Map<CustomerId, Sealed> seals, Set<Integer> missed) {
        drafts.stream()
                .filter(it -> !seals.containsKey(it.customer().id()))
                .forEach(it -> missed.addAll(it.rows));
        return drafts.stream().filter(it -> seals.containsKey(it.customer().id())).toList();
    }

    private static Sealed sealOf(Draft draft, Map<CustomerId, Sealed> seals) {
        return Objects.requireNonNull(seals.get(draft.customer().id()));
    }

    private static Priority priorityOf(@Nullable String batch) {
        return batch == null ? Priority.LIVE : Priority.BULK;
    }

    /** One customer while the rows of a batch are applied to it, to be written once. */
    private static final class Draft {

        private final @Nullable Customer before;
        private final @Nullable Batch seenBatch;
        private final List<Integer> rows = new ArrayList<>();
        private @Nullable Customer after;
        private int changes;

        Draft() {
            before = null;
            seenBatch = null;
        }

        Draft(Customer read, @Nullable Batch last, @Nullable String batch) {
            before = read;
            after = read;
            seenBatch = last != null && last.id().equals(batch) ? last : null;
        }

        Upserted take(Row row, String source, Instant now, Ids ids, SensitiveAttributes sensitive) {
            var known = after;
            if (known == null) {
                var created =
                        Customer.register(
                                CustomerId.of(ids.next()),
                                row.patch(),
                                Set.of(row.externalId()),
                                source,
                                now);
                var flaws = sensitive.flawsOf(null, created);
                if (!flaws.isEmpty()) {
                    return new Upserted.Refused(flaws);
                }
                rows.add(row.index());
                changes = 1;
                after = created;
                return new Upserted.Created(created.id());
            }
            var revision = known.revise(row.patch(), source, now);
            if (seenBatch == null && revision instanceof Revision.Revised(var customer, _)) {
                var flaws = sensitive.flawsOf(known, customer);
                if (!flaws.isEmpty()) {
                    return new Upserted.Refused(flaws);
                }
            }
            rows.add(row.index());
            if (seenBatch != null) {
                return repeated(known.id(), seenBatch);
            }
            if (revision instanceof Revision.Revised(var customer, _)) {
                changes++;
                after = customer;
                return new Upserted.Updated(customer.id());
            }
            return new Upserted.Unchanged(known.id());
        }

        /** All rows of one batch reach a customer in one write: if one was stored, all were. */
        private Upserted repeated(CustomerId id, Batch seen) {
            if (rows.size() > seen.changes()) {
                return new Upserted.Unchanged(id);
            }
            return seen.created() && rows.size() == 1
                    ? new Upserted.Created(id)
                    : new Upserted.Updated(id);
        }

        boolean isNew() {
            return before == null && after != null;
        }

        boolean isChanged() {
            return before != null && changes > 0;
        }

        Customer customer() {
            return Objects.requireNonNull(after);
        }

        @Nullable Batch batch(@Nullable String id) {
            return id == null ? null : new Batch(id, changes, before == null);
        }
    }

    /** As it lies in the store now: one version on. */
    private static Customer stored(Customer customer) {
        return new Customer(
                customer.id(),
                customer.profile(),
                customer.externalIds(),
                customer.provenance(),
                customer.inheritance(),
                customer.version() + 1,
                customer.createdAt(),
                customer.updatedAt());
    }
}
