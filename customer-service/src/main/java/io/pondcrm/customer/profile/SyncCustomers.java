package io.pondcrm.customer.profile;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.customer.profile.MongoSync.Told;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.ProfilePatch;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.customer.profile.domain.SyncPolicy;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.profile.domain.TwoWaySync;
import io.pondcrm.customer.profile.domain.TwoWaySync.Conflict;
import io.pondcrm.customer.profile.domain.Upserted;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings what a partner holds and what we hold together. Safe to repeat, and to be cut off
 * anywhere: conflicts are kept first, then the customer is changed, and what the partner told is
 * remembered last.
 */
@Component
class SyncCustomers {

    private final Customers customers;
    private final MongoSync sync;
    private final Transfers transfers;
    private final ProfileReader reader;
    private final ProfileSettings settings;
    private final Clock clock;

    SyncCustomers(
            Customers customers,
            MongoSync sync,
            Transfers transfers,
            ProfileReader reader,
            ProfileSettings settings,
            Clock clock) {
        this.customers = customers;
        this.sync = sync;
        this.transfers = transfers;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One customer as a partner holds it.
     *
     * @param revision the partner's number of this state, growing; null if it does not count
     * @param seen the customer's version whose values the partner has taken over; null for none
     * @param changedAt when the partner's record last changed; null if it does not say
     */
    record Row(
            ExternalId externalId,
            @Nullable Long revision,
            @Nullable Long seen,
            @Nullable Instant changedAt,
            ProfileInput input) {}

    /** Every way one row can end. */
    sealed interface Outcome {

        record Created(Customer customer) implements Outcome {}

        /**
         * @param isChanged whether we took something
         * @param adopt fields in which the partner should take ours
         */
        record Compared(
                Customer customer,
                boolean isChanged,
                SortedSet<String> adopt,
                List<Conflict> conflicts)
                implements Outcome {}

        /** The partner has told us a later state before. */
        record Stale(long revision) implements Outcome {}

        record Refused(List<Flaw> flaws) implements Outcome {}

        /** Data of this customer must not go where the partner is: nothing was taken either. */
        record Withheld(Transfers.Refusal why) implements Outcome {}
    }

    List<Outcome> handle(String system, List<Row> rows) {
        var today = LocalDate.ofInstant(clock.instant(), settings.zone());
        var policy = sync.policyOf(system).policy();
        var names = rows.stream().map(Row::externalId).toList();
        var told = sync.told(names);
        var refused = new HashMap<ExternalId, List<Flaw>>();
        var withheld = withheld(system, rows, today);
        var created =
                create(
                        system,
                        rows.stream().filter(it -> !withheld.containsKey(it)).toList(),
                        refused);
        var read = new HashMap<>(customers.findAll(names));
        var outcomes = new ArrayList<Outcome>(rows.size());
        for (var row : rows) {
            var why = withheld.get(row);
            if (why != null) {
                outcomes.add(new Outcome.Withheld(why));
                continue;
            }
            var isNew = created.remove(row.externalId());
            outcomes.add(
                    switch (reader.read(row.input(), today)) {
                        case ProfileReading.Refused(var flaws) -> new Outcome.Refused(flaws);
                        case ProfileReading.Accepted(var theirs) -> {
                            var last = told.getOrDefault(row.externalId(), Told.NOTHING);
                            if (last.isLaterThan(row.revision()) && last.revision() != null) {
                                yield new Outcome.Stale(last.revision());
                            }
                            var flaws = refused.get(row.externalId());
                            if (flaws != null) {
                                yield new Outcome.Refused(flaws);
                            }
                            var compared = compare(row, theirs, last, policy, read);
                            if (!(compared instanceof Outcome.Compared outcome)) {
                                yield compared;
                            }
                            var now = told(row, theirs, outcome);
                            sync.remember(row.externalId(), outcome.customer().id(), now);
                            told.put(row.externalId(), now);
                            yield isNew ? new Outcome.Created(outcome.customer()) : outcome;
                        }
                    });
        }
        return outcomes;
    }

    /** Rows of customers whose data must not go to the partner: they are not even looked at. */
    private Map<Row, Transfers.Refusal> withheld(String system, List<Row> rows, LocalDate today) {
        var known = customers.idsOf(rows.stream().map(Row::externalId).toList());
        var refused = transfers.refused(system, Transfers.Way.SYNC, Set.copyOf(known.values()));
        var withheld = new IdentityHashMap<Row, Transfers.Refusal>();
        for (var row : rows) {
            var customer = known.get(row.externalId());
            if (customer != null) {
                Optional.ofNullable(refused.get(customer)).ifPresent(why -> withheld.put(row, why));
            } else if (reader.read(row.input(), today)
                    instanceof ProfileReading.Accepted(var theirs)) {
                var region = theirs.texts().get(ProfileField.REGION.jsonName());
                transfers
                        .refusalOfNew(system, region == null ? null : region.orElse(null))
                        .ifPresent(why -> withheld.put(row, why));
            }
        }
        return withheld;
    }

    /** Makes those customers known who are not, all at once. */
    private Set<ExternalId> create(
            String system, List<Row> rows, Map<ExternalId, List<Flaw>> refused) {
        var known = customers.idsOf(rows.stream().map(Row::externalId).toList());
        var firstRows = new LinkedHashMap<ExternalId, CustomerUpsert>();
        for (var row : rows) {
            if (!known.containsKey(row.externalId())) {
                firstRows.putIfAbsent(
                        row.externalId(), new CustomerUpsert(row.externalId(), row.input()));
            }
        }
        var upserts = List.copyOf(firstRows.values());
        var created = new HashSet<ExternalId>();
        var outcomes = customers.upsertAll(upserts, sourceOf(system));
        for (var at = 0; at < upserts.size(); at++) {
            if (outcomes.get(at) instanceof Upserted.Created) {
                created.add(upserts.get(at).externalId());
            } else if (outcomes.get(at) instanceof Upserted.Refused(var flaws)) {
                refused.put(upserts.get(at).externalId(), flaws);
            }
        }
        return created;
    }

    private static Told told(Row row, ProfilePatch theirs, Outcome.Compared outcome) {
        var offered = ProfilePatch.textsOf(outcome.customer().profile(), outcome.adopt());
        return new Told(
                row.revision(),
                outcome.customer().version(),
                new SyncDocuments.Texts(theirs.texts(), offered));
    }

    /**
     * @param read customers that were just read; taken out when they are used, so that who was
     *     changed since is read again
     */
    private Outcome compare(
            Row row,
            ProfilePatch theirs,
            Told last,
            SyncPolicy policy,
            Map<ExternalId, Customer> read) {
        var source = sourceOf(row.externalId().system());
        var own = Set.of(source, "import:" + row.externalId().system());
        return OptimisticWrite.<Outcome>until(
                "A customer",
                () -> {
                    var found =
                            Optional.ofNullable(read.remove(row.externalId()))
                                    .or(() -> customers.find(row.externalId()));
                    if (found.isEmpty()) {
                        // Erased or renamed at this moment.
                        return Optional.empty();
                    }
                    var ours = found.get();
                    var compared =
                            TwoWaySync.of(
                                    last.base(row.seen()),
                                    theirs,
                                    ours,
                                    policy,
                                    row.changedAt(),
                                    own);
                    compared.conflicts()
                            .forEach(it -> sync.report(row.externalId(), ours.id(), it));
                    return store(ours, compared, source)
                            .map(revision -> compared(revision, theirs, compared.conflicts()));
                });
    }

    /** Empty if somebody else changed the customer meanwhile. */
    private Optional<Revision> store(Customer ours, TwoWaySync found, String source) {
        if (ours.revise(found.take(), source, clock.instant()) instanceof Revision.Unchanged same) {
            return Optional.of(same);
        }
        var revision =
                customers.change(
                        ours.id(),
                        now ->
                                now.version() == ours.version()
                                        ? now.revise(found.take(), source, clock.instant())
                                        : new Revision.Stale(now.version()));
        return switch (revision) {
            case Revision.Revised _, Revision.Unchanged _, Revision.Refused _ ->
                    Optional.of(revision);
            case Revision.Stale _, Revision.NoSuchCustomer _, Revision.ExternalIdTaken _ ->
                    Optional.empty();
        };
    }

    private static Outcome compared(
            Revision revision, ProfilePatch theirs, List<Conflict> conflicts) {
        return switch (revision) {
            case Revision.Revised(var customer, _) ->
                    new Outcome.Compared(customer, true, theirs.missedBy(customer), conflicts);
            case Revision.Unchanged(var customer) ->
                    new Outcome.Compared(customer, false, theirs.missedBy(customer), conflicts);
            case Revision.Refused(var flaws) -> new Outcome.Refused(flaws);
            default -> throw new IllegalStateException("Nothing was stored: " + revision);
        };
    }

    private static String sourceOf(String system) {
        return "partner:" + system;
    }
}
