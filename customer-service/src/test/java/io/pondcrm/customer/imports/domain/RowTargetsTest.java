package io.pondcrm.customer.imports.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pondcrm.customer.mapping.domain.Binding;
import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.MappingReading;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.RowPlan;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.KnownCustomer;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.Registration;
import io.pondcrm.customer.profile.domain.Residence;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.customer.profile.domain.Upserted;
import io.pondcrm.customer.transaction.domain.CustomerReference;
import io.pondcrm.customer.transaction.domain.NewTransaction;
import io.pondcrm.customer.transaction.domain.PurchaseTotal;
import io.pondcrm.customer.transaction.domain.Recording;
import io.pondcrm.customer.transaction.domain.Transaction;
import io.pondcrm.customer.transaction.domain.TransactionLine;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RowTargetsTest {

    static final CustomerId ADA = CustomerId.of(new UUID(1, 1));
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final List<NewTransaction> recorded = new ArrayList<>();
    final List<CustomerUpsert> upserted = new ArrayList<>();
    final Set<String> known = new HashSet<>();

    @Test
    void a_row_becomes_a_sale() {
        var outcome = record("{1},A1,2026-03-01T12:00:00Z,12.30,CNY,,WEB,,toys");

        assertThat(outcome.counts()).isEqualTo(new ImportCounts(1, 1, 0, 0));
        assertThat(recorded)
                .containsExactly(
                        new NewTransaction(
                                "shop",
                                "A1",
                                new CustomerReference.ByExternalId("shop", "{1}"),
                                TransactionType.SALE,
                                NOON,
                                "WEB",
                                List.of(
                                        new TransactionLine(
                                                null,
                                                "toys",
                                                BigDecimal.ONE,
                                                Money.of("12.30", "CNY"),
                                                null,
                                                null)),
                                Money.of("12.30", "CNY")));
    }

    @Test
    void an_amount_below_zero_is_a_refund_where_no_type_is_given() {
        record("1,A1,2026-03-01T12:00:00Z,-12.30,CNY,,,,");

        assertThat(recorded)
                .extracting(NewTransaction::type, NewTransaction::total)
                .containsExactly(tuple(TransactionType.REFUND, Money.of("12.30", "CNY")));
    }

    @Test
    void a_margin_has_the_sign_that_the_amount_has() {
        known.add("1");
        var plan =
                plan(
                        ColumnMapping.byOurNames(RecordKind.TRANSACTIONS),
                        "customerExternalId,externalId,occurredAt,amount,currency,margin");

        var outcome =
                apply(
                        plan,
                        "1,A1,2026-03-01T12:00:00Z,12.30,CNY,3.10",
                        "1,A2,2026-03-01T12:00:00Z,12.30,CNY,-0.40",
                        "1,A3,2026-03-01T12:00:00Z,-12.30,CNY,-3.10",
                        "1,A4,2026-03-01T12:00:00Z,12.30,CNY,",
                        "1,A5,2026-03-01T12:00:00Z,12.30,CNY,some");

        assertThat(recorded)
                .extracting(it -> Transaction.of("trx", ADA, it, NOON).netMargin())
                .containsExactly(
                        Optional.of(new BigDecimal("3.10")),
                        Optional.of(new BigDecimal("-0.40")),
                        Optional.of(new BigDecimal("-3.10")),
                        Optional.empty());
        assertThat(outcome.rejects().getFirst().flaws())
                .containsExactly(new RowFlaw("/margin", "number-format", List.of()));
    }

    @Test
    void a_sale_below_zero_is_refused() {
        assertThat(flaws("1,A1,2026-03-01T12:00:00Z,-1,CNY,SALE,,,"))
                .containsExactly(new RowFlaw("/amount", "negative-sale", List.of()));
    }

    @Test
    void credit_notes_are_refunds_by_their_number() {
        var plan = plan(invoices("EXTERNAL_ID_PREFIX", "C", "REJECT"), "no,customer,ts,amount");
        known.add("1");

        apply(plan, "C77,1,2026-03-01 12:00,-5", "78,1,2026-03-01 12:00,5");

        assertThat(recorded)
                .extracting(NewTransaction::type)
                .containsExactly(TransactionType.REFUND, TransactionType.SALE);
    }

    @Test
    void every_flaw_of_a_row_is_named_by_the_partners_column() {
        var plan = plan(invoices("NEGATIVE_AMOUNT", null, "REJECT"), "no,customer,ts,amount");

        var outcome = apply(plan, ",1,yesterday,much");

        assertThat(outcome.rejects())
                .containsExactly(
                        new RejectedRecord(
                                2,
                                List.of(
                                        new RowFlaw("/no", "required", List.of()),
                                        new RowFlaw("/ts", "date-time-format", List.of()),
                                        new RowFlaw("/amount", "number-format", List.of())),
                                ",1,yesterday,much"));
    }

    @Test
    void unknown_customers_are_refused_or_made_as_the_mapping_says() {
        var refuse = plan(invoices("NEGATIVE_AMOUNT", null, "REJECT"), "no,customer,ts,amount");
        var create = plan(invoices("NEGATIVE_AMOUNT", null, "CREATE"), "no,customer,ts,amount");
        var rows =
                new String[] {
                    "1,x,2026-03-01 12:00,5", "2,y,2026-03-01 12:00,5", "3,x,2026-03-01 12:00,5"
                };

        var refused = apply(refuse, rows);
        var created = apply(create, rows);

        assertThat(refused.counts()).isEqualTo(new ImportCounts(3, 0, 0, 3));
        assertThat(refused.rejects().getFirst().flaws())
                .containsExactly(new RowFlaw("/customer", "unknown-customer", List.of()));
        assertThat(created.counts()).isEqualTo(new ImportCounts(3, 3, 0, 0));
        assertThat(upserted)
                .containsExactly(
                        new CustomerUpsert(new ExternalId("shop", "x"), ProfileInput.NOTHING),
                        new CustomerUpsert(new ExternalId("shop", "y"), ProfileInput.NOTHING));
    }

    @Test
    void absurd_times_and_currencies_are_refused() {
        assertThat(flaws("1,A1,+999999999-01-01T12:00:00Z,1,ZZZ,,,,"))
                .extracting(RowFlaw::code)
                .containsExactly("date-time-format", "currency-format");
    }

    @Test
    void a_row_becomes_a_profile() {
        var plan =
                plan(
                        ColumnMapping.byOurNames(RecordKind.CUSTOMERS),
                        "externalId,displayName,birthDate,email,phone,tags,attributes.size,region");

        var outcome = apply(plan, "7,王小明,1990-02-28,w@example.org,,vip | new,44,");

        assertThat(outcome.counts()).isEqualTo(new ImportCounts(1, 1, 0, 0));
        assertThat(upserted)
                .containsExactly(
                        new CustomerUpsert(
                                new ExternalId("shop", "7"),
                                ProfileInput.builder()
                                        .field(ProfileField.DISPLAY_NAME, "王小明")
                                        .field(ProfileField.BIRTH_DATE, "1990-02-28")
                                        .contactPoint(ContactPoint.Type.EMAIL, "w@example.org")
                                        .attribute("size", "44")
                                        .tags(List.of("vip", "new"))
                                        .build()));
    }

    @Test
    void flaws_of_a_profile_are_named_by_the_partners_columns() {
        var draft =
                new MappingDraft(
                        Map.of(
                                "externalId",
                                "no",
                                "email",
                                "mail",
                                "phone",
                                "tel",
                                "birthDate",
                                "born"),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of("dd.MM.yyyy"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        var plan =
                plan(
                        ((MappingReading.Accepted) ColumnMapping.read(RecordKind.CUSTOMERS, draft))
                                .mapping(),
                        "no,mail,tel,born");

        var outcome = apply(plan, "refuse,,123,28.02.1990");

        assertThat(outcome.rejects().getFirst().flaws())
                .containsExactly(
                        new RowFlaw("/tel", "phone-format", List.of()),
                        new RowFlaw("/born", "date-format", List.of()));
        assertThat(upserted.getFirst().input().fields())
                .containsEntry(ProfileField.BIRTH_DATE, "1990-02-28");
    }

    @Test
    void damaged_records_and_bad_rows_leave_the_others_alone() {
        var plan = plan(ColumnMapping.byOurNames(RecordKind.CUSTOMERS), "externalId,displayName");

        var outcome =
                apply(plan, "1,Ada", "\"2\"x,Bob", "3,Cy,4", "two words,Dan", ",Eve", "6,Flo");

        assertThat(outcome.counts()).isEqualTo(new ImportCounts(6, 2, 0, 4));
        assertThat(outcome.rejects())
                .extracting(reject -> reject.line() + " " + reject.flaws().getFirst().code())
                .containsExactly(
                        "3 quote-misplaced",
                        "4 column-count",
                        "5 external-id-format",
                        "6 required");
    }

    private RecordBatch.Outcome record(String row) {
        known.add("{1}");
        known.add("1");
        return apply(
                plan(
                        ColumnMapping.byOurNames(RecordKind.TRANSACTIONS),
                        "customerExternalId,externalId,occurredAt,amount,currency,type,channel,sku,category"),
                row);
    }

    private List<RowFlaw> flaws(String row) {
        return record(row).rejects().getFirst().flaws();
    }

    private RecordBatch.Outcome apply(RowPlan plan, String... rows) {
        var records = new ArrayList<RawRecord>();
        var splitter = RecordSplitter.ofCsv(',', records::add);
        var bytes = (header + "\n" + String.join("\n", rows)).getBytes(UTF_8);
        splitter.take(bytes, 0, bytes.length);
        splitter.finish();
        records.removeFirst();
        var target =
                plan.mapping().kind() == RecordKind.CUSTOMERS
                        ? new CustomerRows(new FakeCustomers())
                        : new TransactionRows(new FakeTransactions(), new FakeCustomers());
        var reader = new CsvCells(',', List.of(header.split(",", -1)));
        var outcomes =
                Lanes.deal("job#0", records, plan.mapping(), reader).stream()
                        .map(batch -> batch.applyTo(target, "shop"))
                        .toList();
        return new RecordBatch.Outcome(
                outcomes.stream()
                        .map(RecordBatch.Outcome::counts)
                        .reduce(ImportCounts.NONE, ImportCounts::plus),
                outcomes.stream()
                        .flatMap(outcome -> outcome.rejects().stream())
                        .sorted(Comparator.comparingLong(RejectedRecord::line))
                        .toList());
    }

    private String header = "";

    private RowPlan plan(ColumnMapping mapping, String columns) {
        header = columns;
        return ((Binding.Bound) mapping.bind(List.of(columns.split(",")))).plan();
    }

    private static ColumnMapping invoices(String refunds, @Nullable String prefix, String unknown) {
        var draft =
                new MappingDraft(
                        Map.of(
                                "externalId",
                                "no",
                                "customerExternalId",
                                "customer",
                                "occurredAt",
                                "ts",
                                "amount",
                                "amount"),
                        Map.of("currency", "GBP"),
                        Map.of(),
                        Map.of(),
                        List.of("yyyy-MM-dd HH:mm"),
                        "Europe/London",
                        null,
                        null,
                        null,
                        null,
                        refunds,
                        prefix,
                        unknown);
        return ((MappingReading.Accepted) ColumnMapping.read(RecordKind.TRANSACTIONS, draft))
                .mapping();
    }

    private final class FakeTransactions implements Transactions {

        @Override
        public Optional<Transaction> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<Recording> recordAll(List<NewTransaction> requests, @Nullable String batch) {
            return requests.stream().map(this::record).toList();
        }

        @Override
        public Stream<Transaction> of(
                CustomerId customer,
                @Nullable String system,
                @Nullable Instant from,
                Instant until) {
            return Stream.empty();
        }

        @Override
        public List<PurchaseTotal> totalsOf(CustomerId customer) {
            return List.of();
        }

        @Override
        public List<Transaction> page(@Nullable String system, @Nullable String after, int most) {
            return List.of();
        }

        private Recording record(NewTransaction request) {
            if (request.customer() instanceof CustomerReference.ByExternalId(_, var key)
                    && !known.contains(key)) {
                return new Recording.UnknownCustomer(request.customer());
            }
            recorded.add(request);
            return new Recording.Recorded(Transaction.of("trx", ADA, request, NOON));
        }
    }

    private final class FakeCustomers implements Customers {

        @Override
        public Map<ExternalId, Customer> findAll(Collection<ExternalId> externalIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<KnownCustomer> knownTo(String system, @Nullable String after, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<CustomerId, Residence> residencesOf(Collection<CustomerId> ids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<CustomerId, Set<String>> systemsOf(Collection<CustomerId> ids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CustomerId> survivorOf(CustomerId merged) {
            return Optional.empty();
        }

        @Override
        public List<CustomerId> selvesOf(CustomerId id) {
            return List.of(id);
        }

        @Override
        public boolean exists(CustomerId id, @Nullable String knownTo) {
            return false;
        }

        @Override
        public List<Customer> sharing(
                Collection<String> matchKeys, @Nullable String knownTo, int most) {
            return List.of();
        }

        @Override
        public List<Upserted> upsertAll(
                List<CustomerUpsert> rows, String source, @Nullable String batch) {
            upserted.addAll(rows);
            rows.forEach(row -> known.add(row.externalId().key()));
            return rows.stream()
                    .<Upserted>map(row ->
                            row.externalId().key().equals("refuse")
                                    ? new Upserted.Refused(
                                            List.of(
                                                    new Flaw(
                                                            "/contactPoints/0/value",
                                                            Flaw.Kind.PHONE_FORMAT),
                                                    new Flaw("/birthDate", Flaw.Kind.DATE_FORMAT)))
                                    : new Upserted.Created(ADA))
                    .toList();
        }

        @Override
        public Optional<Customer> find(CustomerId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Customer> find(ExternalId externalId) {
            return Optional.empty();
        }

        @Override
        public Set<CustomerId> existing(Collection<CustomerId> ids, @Nullable String knownTo) {
            return Set.of();
        }

        @Override
        public Map<ExternalId, CustomerId> idsOf(Collection<ExternalId> externalIds) {
            return Map.of();
        }

        @Override
        public Registration register(Customer customer) {
            throw new UnsupportedOperationException("imports go in bulk");
        }

        @Override
        public Revision change(CustomerId id, Function<Customer, Revision> decision) {
            throw new UnsupportedOperationException("imports go in bulk");
        }
    }
}
