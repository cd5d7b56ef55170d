package io.pondcrm.customer.mapping.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping as somebody wrote it down, not yet checked.
 *
 * @param columns our field → their column
 * @param constants our field → its value in every row
 * @param joined our field → several of their columns
 * @param values our field → their word → our word
 * @param dateFormats tried in order; see {@link DateFormats}; none means ISO 8601
 * @param zone IANA, for times without an offset; UTC where absent
 * @param decimalSeparator one character; {@code .} where absent
 * @param groupingSeparator one character; none where absent
 * @param listSeparator one character; {@code |} where absent
 * @param delimiter between CSV cells, one character; {@code ,} where absent
 * @param refundRule {@code TYPE}, {@code NEGATIVE_AMOUNT} or {@code EXTERNAL_ID_PREFIX}
 * @param refundPrefix for the last of these
 * @param unknownCustomer name of an {@link UnknownCustomer}; {@code REJECT} where absent
 */
public record MappingDraft(
        Map<String, String> columns,
        Map<String, String> constants,
        Map<String, ValueSource.Joined> joined,
        Map<String, Map<String, String>> values,
        List<String> dateFormats,
        @Nullable String zone,
        @Nullable String decimalSeparator,
        @Nullable String groupingSeparator,
        @Nullable String listSeparator,
        @Nullable String delimiter,
        @Nullable String refundRule,
        @Nullable String refundPrefix,
        @Nullable String unknownCustomer) {

    public MappingDraft {
        columns = Map.copyOf(columns);
        constants = Map.copyOf(constants);
        joined = Map.copyOf(joined);
        values = Map.copyOf(values);
        dateFormats = List.copyOf(dateFormats);
    }
}
