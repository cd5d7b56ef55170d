package io.pondcrm.customer.mapping.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ColumnMappingTest {

    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final Map<String, String> INVOICES =
            Map.of(
                    "externalId", "invoice",
                    "customerExternalId", "customer",
                    "occurredAt", "ts",
                    "amount", "amount");

    @Test
    void columns_are_found_by_their_names_wherever_they_stand() {
        var plan =
                bound(
                        draft(INVOICES, Map.of("currency", "GBP")),
                        List.of("ts", "lines", "amount", "customer", "invoice"));

        var row = new @Nullable String[] {"2010-12-01", "7", "139.12", "17850", "536365"};

        assertThat(plan.find(TargetField.EXTERNAL_ID, row)).isEqualTo("536365");
        assertThat(plan.find(TargetField.AMOUNT, row)).isEqualTo("139.12");
        assertThat(plan.find(TargetField.CURRENCY, row)).isEqualTo("GBP");
        assertThat(plan.find(TargetField.CHANNEL, row)).isNull();
        assertThat(plan.pointer(TargetField.EXTERNAL_ID)).isEqualTo("/invoice");
    }

    @Test
    void columns_that_nobody_asked_for_are_named() {
        var binding =
                accepted(draft(INVOICES, Map.of("currency", "GBP")))
                        .bind(List.of("invoice", "customer", "ts", "lines", "amount", "country"));

        assertThat(((Binding.Bound) binding).ignored()).containsExactly("lines", "country");
    }

    @Test
    void a_column_that_is_not_there_is_named_by_our_field() {
        assertThat(
                        accepted(draft(INVOICES, Map.of("currency", "GBP")))
                                .bind(List.of("invoice", "customer", "amount")))
                .isEqualTo(new Binding.ColumnsMissing(List.of("occurredAt")));
    }

    @Test
    void a_column_that_stands_twice_is_refused() {
        assertThat(
                        ColumnMapping.byOurNames(RecordKind.CUSTOMERS)
                                .bind(List.of("externalId", "a", "a")))
                .isEqualTo(new Binding.ColumnTwice("a"));
    }

    @Test
    void without_a_stored_mapping_columns_have_our_names_and_only_the_needed_ones_must_be_there() {
        var ours = ColumnMapping.byOurNames(RecordKind.CUSTOMERS);

        assertThat(ours.bind(List.of("displayName")))
                .isEqualTo(new Binding.ColumnsMissing(List.of("externalId")));
        var plan =
                ((Binding.Bound)
                                ours.bind(
                                        List.of(
                                                "externalId",
                                                "attributes.favouriteStore",
                                                "shoeSize")))
                        .plan();
        var seen = new ArrayList<String>();
        plan.forEachAttribute(
                new @Nullable String[] {"1", "SH-07", "44"}, (n, v) -> seen.add(n + "=" + v));
        assertThat(seen).containsExactly("favouriteStore=SH-07");
    }

    @Test
    void several_columns_are_joined_leaving_out_the_empty_ones() {
        var draft =
                draft(
                        Map.of("externalId", "no"),
                        Map.of(),
                        Map.of(
                                "displayName",
                                new ValueSource.Joined(List.of("first", "middle", "last"), " ")));
        var plan =
                ((Binding.Bound)
                                ((MappingReading.Accepted)
                                                ColumnMapping.read(RecordKind.CUSTOMERS, draft))
                                        .mapping()
                                        .bind(List.of("no", "first", "middle", "last")))
                        .plan();

        assertThat(
                        plan.find(
                                TargetField.DISPLAY_NAME,
                                new @Nullable String[] {"1", "Ada", null, " Lovelace "}))
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void every_flaw_is_reported_with_its_place() {
        var draft =
                new MappingDraft(
                        Map.of("externalId", "", "colour", "c", "amount", "a"),
                        Map.of("currency", "XXY", "amount", "1"),
                        Map.of("channel", new ValueSource.Joined(List.of(), "")),
                        Map.of("type", Map.of("R", "REFUND")),
                        List.of("ISO", "yyyy-MM", "dd.MM.yyyy"),
                        "Europe/Londres",
                        ",",
                        ",",
                        "|",
                        "|",
                        "SOMETIMES",
                        null,
                        "CREATE_MAYBE");

        var flaws =
                ((MappingReading.Refused) ColumnMapping.read(RecordKind.TRANSACTIONS, draft))
                        .flaws();

        assertThat(flaws)
                .containsExactlyInAnyOrder(
                        new MappingFlaw("/columns/colour", MappingFlaw.Kind.UNKNOWN_FIELD),
                        new MappingFlaw("/columns/externalId", MappingFlaw.Kind.EMPTY),
                        new MappingFlaw("/joined/channel/columns", MappingFlaw.Kind.EMPTY),
                        new MappingFlaw("/constants/amount", MappingFlaw.Kind.DUPLICATE_FIELD),
                        new MappingFlaw("/constants/currency", MappingFlaw.Kind.CURRENCY_FORMAT),
                        new MappingFlaw("/columns/occurredAt", MappingFlaw.Kind.REQUIRED),
                        new MappingFlaw("/columns/customerExternalId", MappingFlaw.Kind.REQUIRED),
                        new MappingFlaw("/values/type", MappingFlaw.Kind.UNKNOWN_FIELD),
                        new MappingFlaw("/dateFormats/1", MappingFlaw.Kind.DATE_PATTERN),
                        new MappingFlaw("/zone", MappingFlaw.Kind.TIME_ZONE_FORMAT),
                        new MappingFlaw("/groupingSeparator", MappingFlaw.Kind.SEPARATOR_CONFLICT),
                        new MappingFlaw("/listSeparator", MappingFlaw.Kind.SEPARATOR_CONFLICT),
                        new MappingFlaw("/refundRule", MappingFlaw.Kind.UNKNOWN_VALUE),
                        new MappingFlaw("/unknownCustomer", MappingFlaw.Kind.UNKNOWN_VALUE));
    }

    @Test
    void rules_about_purchases_mean_nothing_for_customers() {
        var draft =
                new MappingDraft(
                        Map.of("externalId", "no"),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        "TYPE",
                        null,
                        "CREATE");

        assertThat(
                        ((MappingReading.Refused) ColumnMapping.read(RecordKind.CUSTOMERS, draft))
                                .flaws())
                .containsExactly(
                        new MappingFlaw("/refundRule", MappingFlaw.Kind.NOT_APPLICABLE),
                        new MappingFlaw("/unknownCustomer", MappingFlaw.Kind.NOT_APPLICABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd HH:mm, 2011-06-01 08:26, 2011-06-01T07:26:00Z",
        "yyyy-MM-dd HH:mm, 2010-12-01 08:26, 2010-12-01T08:26:00Z",
        "dd/MM/yyyy, 01/06/2011, 2011-05-31T23:00:00Z",
        "ISO, 2011-06-01T08:26:30, 2011-06-01T07:26:30Z",
        "ISO, 2011-06-01T08:26:30.250Z, 2011-06-01T08:26:30.250Z",
        "ISO, 2011-06-01 08:26:30+08:00, 2011-06-01T00:26:30Z",
        "ISO, 2011-06-01, 2011-05-31T23:00:00Z",
        "EPOCH_SECONDS, 1306884390, 2011-05-31T23:26:30Z",
        "EPOCH_MILLIS, 1306884390123, 2011-05-31T23:26:30.123Z",
        // Clocks go forward at 01:00 and back at 02:00.
        "yyyy-MM-dd HH:mm, 2011-03-27 01:30, 2011-03-27T01:30:00Z",
        "yyyy-MM-dd HH:mm, 2011-10-30 01:30, 2011-10-30T00:30:00Z",
    })
    void times_are_read_as_the_partner_writes_them(String format, String text, Instant expected) {
        assertThat(DateFormats.read(List.of(format), new ArrayList<>()).findInstant(text, LONDON))
                .contains(expected);
    }

    @Test
    void days_that_do_not_exist_are_no_dates() {
        assertThat(DateFormats.ISO_ONLY.findDate("2026-02-29", ZoneOffset.UTC)).isEmpty();
        assertThat(
                        DateFormats.read(List.of("dd.MM.yyyy", "ISO"), new ArrayList<>())
                                .findDate("2024-02-29", ZoneOffset.UTC))
                .contains(LocalDate.of(2024, 2, 29));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                ". ,  , -12.30, -12.30",
                "\",\", ., \"1.234.567,89\", 1234567.89",
                "., ', 1'234.5, 1234.5",
                "., \" \", 1\u00a0234, 1234",
            })
    void numbers_are_read_as_the_partner_writes_them(
            String decimal, @Nullable String grouping, String text, String expected) {
        var format =
                new DecimalFormat(decimal.charAt(0), grouping == null ? null : grouping.charAt(0));

        assertThat(format.find(text).orElseThrow()).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1e9", "''", "-", "1.2.3", "12 €", "0x10", "NaN", "--1", "1-"})
    void what_is_no_number_is_refused(String text) {
        assertThat(DecimalFormat.PLAIN.find(text)).isEmpty();
    }

    static RowPlan bound(MappingDraft draft, List<String> header) {
        return ((Binding.Bound) accepted(draft).bind(header)).plan();
    }

    static ColumnMapping accepted(MappingDraft draft) {
        return ((MappingReading.Accepted) ColumnMapping.read(RecordKind.TRANSACTIONS, draft))
                .mapping();
    }

    static MappingDraft draft(Map<String, String> columns, Map<String, String> constants) {
        return draft(columns, constants, Map.of());
    }

    static MappingDraft draft(
            Map<String, String> columns,
            Map<String, String> constants,
            Map<String, ValueSource.Joined> joined) {
        return new MappingDraft(
                columns,
                constants,
                joined,
                Map.of(),
                List.of("ISO"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
