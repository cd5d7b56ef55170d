package io.pondcrm.customer.mapping;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.MappingFlaw;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.StoredMapping;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.mapping.domain.ValueSource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mappings on the wire. */
final class MappingPayloads {

    private MappingPayloads() {}

    /**
     * How a partner's columns become our fields.
     *
     * @param columns our field → their column
     * @param constants our field → its value in every row
     * @param joined our field → several of their columns
     * @param values our field → their word → our word
     * @param dateFormats patterns such as {@code yyyy-MM-dd HH:mm}, or {@code ISO}, {@code
     *     EPOCH_SECONDS}, {@code EPOCH_MILLIS}; tried in order
     * @param zone IANA zone of times without an offset; UTC where absent
     * @param refundRule {@code TYPE}, {@code NEGATIVE_AMOUNT} or {@code EXTERNAL_ID_PREFIX}
     * @param unknownCustomer {@code REJECT} or {@code CREATE}
     */
    @DataClass(DataClass.Level.INTERNAL)
    record Definition(
            @Nullable Map<String, String> columns,
            @Nullable Map<String, String> constants,
            @Nullable Map<String, JoinedColumns> joined,
            @Nullable Map<String, Map<String, String>> values,
            @Nullable List<String> dateFormats,
            @Nullable String zone,
            @Nullable String decimalSeparator,
            @Nullable String groupingSeparator,
            @Nullable String listSeparator,
            @Nullable String delimiter,
            @Nullable String refundRule,
            @Nullable String refundPrefix,
            @Nullable String unknownCustomer) {

        MappingDraft toDomain() {
            var joinedColumns = new TreeMap<String, ValueSource.Joined>();
            orEmpty(joined).forEach((field, parts) -> joinedColumns.put(field, parts.toDomain()));
            return new MappingDraft(
                    orEmpty(columns),
                    orEmpty(constants),
                    joinedColumns,
                    orEmpty(values),
                    Objects.requireNonNullElse(dateFormats, List.of()),
                    zone,
                    decimalSeparator,
                    groupingSeparator,
                    listSeparator,
                    delimiter,
                    refundRule,
                    refundPrefix,
                    unknownCustomer);
        }

        static Definition from(MappingDraft draft) {
            var joined = new TreeMap<String, JoinedColumns>();
            draft.joined()
                    .forEach((field, parts) ->
                            joined.put(
                                    field, new JoinedColumns(parts.columns(), parts.separator())));
            return new Definition(
                    new TreeMap<>(draft.columns()),
                    new TreeMap<>(draft.constants()),
                    joined,
                    new TreeMap<>(draft.values()),
                    draft.dateFormats(),
                    draft.zone(),
                    draft.decimalSeparator(),
                    draft.groupingSeparator(),
                    draft.listSeparator(),
                    draft.delimiter(),
                    draft.refundRule(),
                    draft.refundPrefix(),
                    draft.unknownCustomer());
        }

        /** What holds where nothing is stored: our own names. */
        static Definition byOurNames(RecordKind kind) {
            var columns = new TreeMap<String, String>();
            TargetField.of(kind).forEach(field -> columns.put(field.jsonName(), field.jsonName()));
            return from(
                    new MappingDraft(
                            columns,
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            List.of("ISO"),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        }

        private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
            return map == null ? Map.of() : map;
        }
    }

    /**
     * Several columns that make one value.
     *
     * @param separator between them; a blank where absent
     */
    @DataClass(DataClass.Level.INTERNAL)
    record JoinedColumns(@Nullable List<String> columns, @Nullable String separator) {

        ValueSource.Joined toDomain() {
            return new ValueSource.Joined(
                    Objects.requireNonNullElse(columns, List.of()),
                    Objects.requireNonNullElse(separator, " "));
        }
    }

    /**
     * A partner's mapping.
     *
     * @param version 0 where none is stored and our own names hold
     */
    @DataClass(DataClass.Level.INTERNAL)
    record Mapping(
            String system,
            String kind,
            long version,
            Definition definition,
            @Nullable Instant updatedAt) {

        static Mapping from(StoredMapping stored) {
            return new Mapping(
                    stored.system(),
                    stored.kind().pathName(),
                    stored.version(),
                    Definition.from(stored.draft()),
                    stored.updatedAt());
        }

        static Mapping byOurNames(String system, RecordKind kind) {
            return new Mapping(system, kind.pathName(), 0, Definition.byOurNames(kind), null);
        }
    }

    /** A partner's mappings; where a kind is missing, our own names hold. */
    @DataClass(DataClass.Level.INTERNAL)
    record Mappings(List<Mapping> items) {}

    /**
     * A partner system.
     *
     * @param mappings kinds of records for which it has a mapping
     */
    @DataClass(DataClass.Level.INTERNAL)
    record Partner(String system, List<String> mappings) {}

    /** Partner systems that have mappings. */
    @DataClass(DataClass.Level.INTERNAL)
    record Partners(List<Partner> items) {}

    static FieldError error(MappingFlaw flaw) {
        return new FieldError(
                flaw.pointer(),
                flaw.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                words(flaw.kind()));
    }

    private static Text words(MappingFlaw.Kind kind) {
        return switch (kind) {
            case UNKNOWN_FIELD -> new Text("We have no such field here", "此处没有该字段");
            case REQUIRED -> new Text("No record can be made without this", "缺少此项无法生成记录");
            case DUPLICATE_FIELD -> new Text("This field already has a source", "该字段已有来源");
            case EMPTY -> new Text("Name a column", "请填写列名");
            case DATE_PATTERN ->
                    new Text(
                            "Use a pattern with year, month and day, e.g. yyyy-MM-dd HH:mm, or ISO,"
                                    + " EPOCH_SECONDS, EPOCH_MILLIS",
                            "请使用包含年月日的格式，例如 yyyy-MM-dd HH:mm，或 ISO、EPOCH_SECONDS、EPOCH_MILLIS");
            case TIME_ZONE_FORMAT ->
                    new Text(
                            "Use an IANA zone, e.g. Asia/Shanghai", "请使用 IANA 时区，例如 Asia/Shanghai");
            case CURRENCY_FORMAT ->
                    new Text("Use an ISO 4217 code, e.g. CNY", "请使用 ISO 4217 代码，例如 CNY");
            case SEPARATOR_FORMAT ->
                    new Text(
                            "Use one ASCII character, no letter, digit, quote or sign",
                            "请使用一个 ASCII 字符，不能是字母、数字、引号或正负号");
            case SEPARATOR_CONFLICT -> new Text("Another separator is the same", "与另一分隔符相同");
            case UNKNOWN_VALUE -> new Text("Use one of the documented values", "请使用文档列出的值");
            case NOT_APPLICABLE -> new Text("This means nothing for these records", "此设置不适用于该类记录");
            case TOO_LONG -> new Text("Too many entries or characters", "条目或字符过多");
        };
    }
}
