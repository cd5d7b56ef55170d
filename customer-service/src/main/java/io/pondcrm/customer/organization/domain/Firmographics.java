package io.pondcrm.customer.organization.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an organization's size and standing in one year, and when we learned it.
 *
 * @param version one more with each statement
 * @param statements oldest first
 */
public record Firmographics(
        CustomerId organization, int year, long version, List<Statement> statements) {

    /** More corrections of a year than anybody makes. */
    public static final int MOST_STATEMENTS = 200;

    /**
     * What one source said; what it did not say is null.
     *
     * @param industry a code, for example {@code GB/T-4754:C3911}
     * @param industryRank place by size in its industry, from 1
     * @param marketShare from 0 to 1
     */
    public record Figures(
            @Nullable Long employees,
            @Nullable String industry,
            @Nullable Integer industryRank,
            @Nullable Money assets,
            @Nullable Money revenue,
            @Nullable BigDecimal marketShare) {

        public Figures {
            marketShare = marketShare == null ? null : marketShare.stripTrailingZeros();
        }
    }

    public record Statement(Figures figures, String source, Instant recordedAt) {}

    public Firmographics {
        statements = List.copyOf(statements);
    }

    /** What we knew at a moment; empty if that was nothing. */
    public Optional<Statement> knownAt(Instant moment) {
        return statements.stream()
                .filter(it -> !it.recordedAt().isAfter(moment))
                .reduce((_, later) -> later);
    }

    /** The same, with one statement more. */
    public Firmographics plus(Statement statement) {
        var all = new ArrayList<>(statements);
        all.add(statement);
        return new Firmographics(organization, year, version + 1, all);
    }
}
