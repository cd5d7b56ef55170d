package io.pondcrm.engagement.loyalty;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.engagement.entitlement.domain.Entitlement;
import io.pondcrm.engagement.loyalty.domain.Account;
import io.pondcrm.engagement.loyalty.domain.Book;
import io.pondcrm.engagement.loyalty.domain.Cause;
import io.pondcrm.engagement.loyalty.domain.EarningRule;
import io.pondcrm.engagement.loyalty.domain.Entry;
import io.pondcrm.engagement.loyalty.domain.Lot;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What callers send and see of points. */
final class LoyaltyPayloads {

    private static final long MOST = 1_000_000_000;

    private LoyaltyPayloads() {}

    /** Why somebody changes an account by hand. */
    enum AdjustmentReason {
        GOODWILL,
        CORRECTION;

        Cause.Type toDomain() {
            return switch (this) {
                case GOODWILL -> Cause.Type.GOODWILL;
                case CORRECTION -> Cause.Type.CORRECTION;
            };
        }
    }

    /** What a caller sends to spend points. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewRedemption")
    record NewRedemption(
            @NotNull @Min(1) @Max(MOST) @Schema(description = "How many", example = "300")
                    Long points) {}

    /** What a caller sends to give or take points by hand. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewAdjustment")
    record NewAdjustment(
            @NotNull
                    @Min(-MOST)
                    @Max(MOST)
                    @Schema(
                            description = "How many are given, or taken where below zero; not 0",
                            example = "100")
                    Long points,
            @NotNull
                    @Schema(
                            description =
                                    "Why; no words, so that none name anybody. GOODWILL makes up for"
                                            + " what went wrong, CORRECTION puts right what was"
                                            + " booked wrongly")
                    AdjustmentReason reason,
            @Nullable
                    @Min(1)
                    @Max(3650)
                    @Schema(
                            description =
                                    "How long given points may be spent, to the end of that day in"
                                            + " UTC; 365 if left out",
                            example = "365")
                    Integer validDays) {

        List<FieldError> flaws() {
            var flaws = new ArrayList<FieldError>();
            if (points == 0) {
                flaws.add(
                        new FieldError(
                                "/points",
                                "not-zero",
                                new Text("Say how many are given or taken", "请说明增加或扣除的积分数")));
            }
            if (points < 0 && validDays != null) {
                flaws.add(
                        new FieldError(
                                "/validDays",
                                "only-for-given",
                                new Text("Points that are taken do not last", "扣除积分时无需有效期")));
            }
            return flaws;
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PointsDue", description = "Points, and when something becomes of them")
    record DueView(Instant at, @Schema(example = "180") long points) {

        static List<DueView> of(Collection<Lot> lots, Function<Lot, Instant> when) {
            return lots.stream()
                    .collect(
                            Collectors.groupingBy(
                                    when, TreeMap::new, Collectors.summingLong(Lot::points)))
                    .entrySet()
                    .stream()
                    .map(it -> new DueView(it.getKey(), it.getValue()))
                    .toList();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LoyaltyAccount")
    record AccountView(
            @Schema(description = "The customer's id; the survivor's, while merged")
                    String accountId,
            @Schema(description = "What can be spent", example = "420") long active,
            @Schema(description = "What can be spent from a later moment on", example = "60")
                    long pending,
            @Schema(
                            description =
                                    "What was spent before the purchase was given back that it came"
                                            + " from; the next points earned pay for it",
                            example = "0")
                    long owed,
            @Schema(description = "When pending points become active, soonest first")
                    List<DueView> activating,
            @Schema(
                            description =
                                    "When points expire that are not spent before, pending ones"
                                            + " too, soonest first")
                    List<DueView> expiring) {

        static AccountView of(String id, List<Account> accounts) {
            var lots = accounts.stream().flatMap(it -> it.lots().stream()).toList();
            return new AccountView(
                    id,
                    sum(accounts, Book.ACTIVE),
                    sum(accounts, Book.PENDING),
                    -sum(accounts, Book.OWED),
                    DueView.of(lots.stream().filter(it -> !it.active()).toList(), Lot::activatesAt),
                    DueView.of(lots, Lot::expiresAt));
        }

        private static long sum(List<Account> accounts, Book book) {
            return accounts.stream().mapToLong(it -> it.total(book)).sum();
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LedgerLot", description = "What came to a lot, or went from it")
    record MoveView(
            @Schema(example = "lot_01h455vb4pex5vsknk084sn02q") String lotId,
            @Schema(description = "Below zero for what went", example = "-180") long points,
            @Schema(description = "Whether it was, or is, to be spent; else it is pending")
                    boolean active,
            Instant activatesAt,
            Instant expiresAt) {

        static MoveView of(Entry.Move it) {
            return new MoveView(
                    it.lot().id(),
                    it.points(),
                    it.lot().active(),
                    it.lot().activatesAt(),
                    it.lot().expiresAt());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LedgerBalance")
    record BalanceView(long active, long pending, long owed) {

        static BalanceView of(Map<Book, Long> after) {
            return new BalanceView(
                    after.getOrDefault(Book.ACTIVE, 0L),
                    after.getOrDefault(Book.PENDING, 0L),
                    -after.getOrDefault(Book.OWED, 0L));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "LedgerReason", description = "What an entry is about")
    record ReasonView(
            Cause.Type type,
            @Schema(
                            description =
                                    "Of the purchase, refund, redemption, adjustment or transfer",
                            example = "trn_01h455vb4pex5vsknk084sn02q")
                    String id,
            @Schema(description = "When that happened") Instant at) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "LedgerEntry")
    record EntryView(
            @Schema(example = "lpe_01h455vb4pex5vsknk084sn02q") String entryId,
            @Schema(description = "Under which of the customer's ids it was booked")
                    String accountId,
            @Schema(description = "1 for the account's first entry", example = "7") long number,
            Entry.Kind kind,
            @Schema(
                            description =
                                    "How many more, or fewer where below zero, are the customer's",
                            example = "-300")
                    long points,
            List<MoveView> lots,
            @Schema(
                            description =
                                    "What was posted to each book; it adds up to zero. ACTIVE,"
                                            + " PENDING and OWED are the customer's")
                    Map<String, Long> postings,
            @Schema(description = "What the account has after it") BalanceView balanceAfter,
            ReasonView reason,
            @Nullable @Schema(description = "Of a transfer: the customer's other id")
                    String otherAccountId,
            @Nullable @Schema(description = "The client that asked for it, if one did") String by,
            Instant bookedAt) {

        static EntryView of(LoyaltyEntryDocument stored) {
            return of(stored.toDomain());
        }

        static EntryView of(Entry entry) {
            var cause = entry.cause();
            var postings = new TreeMap<String, Long>();
            entry.postings().forEach((book, points) -> postings.put(book.name(), points));
            return new EntryView(
                    LoyaltyEntryDocument.entryId(entry.account(), entry.number()),
                    entry.account().value(),
                    entry.number(),
                    entry.kind(),
                    entry.points(),
                    entry.moves().stream().map(MoveView::of).toList(),
                    postings,
                    BalanceView.of(entry.after()),
                    new ReasonView(cause.type(), cause.id(), cause.at()),
                    entry.other().map(Object::toString).orElse(null),
                    entry.by().isEmpty() ? null : entry.by(),
                    entry.at());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PointsMultiplier", description = "More points for those who have a benefit")
    record Multiplier(
            @NotNull
                    @Pattern(regexp = Entitlement.NAME)
                    @Schema(
                            description =
                                    "A kind of benefit, as tiers give it, or the id of one, held"
                                            + " when the purchase happened, as far as is known",
                            example = "DOUBLE_POINTS")
                    String benefit,
            @NotNull
                    @Pattern(regexp = "[0-9]{1,3}(\\.[0-9]{1,4})?")
                    @Schema(description = "Decimal; of several the highest counts", example = "2")
                    String times) {}

    /** What a caller sends to make an earning rule. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewEarningRule")
    record NewRule(
            @NotNull
                    @Pattern(regexp = "[A-Z]{3}")
                    @Schema(description = "ISO 4217", example = "CNY")
                    String currency,
            @NotNull
                    @Pattern(regexp = "[0-9]{1,6}(\\.[0-9]{1,6})?")
                    @Schema(
                            description =
                                    "For each unit of the currency, decimal; fractions of a point"
                                            + " are dropped. 0 ends earning",
                            example = "1")
                    String pointsPerUnit,
            @Nullable @Size(max = 20) List<@NotNull @Valid Multiplier> multipliers,
            @Nullable
                    @Min(1)
                    @Max(MOST)
                    @Schema(
                            description = "Points of one customer for purchases of one day in UTC",
                            example = "500")
                    Long dailyCap,
            @Nullable
                    @Min(1)
                    @Max(MOST)
                    @Schema(description = "The same for one month", example = "5000")
                    Long monthlyCap,
            @NotNull
                    @Min(0)
                    @Max(365)
                    @Schema(
                            description = "From the purchase until points may be spent",
                            example = "14")
                    Integer pendingDays,
            @NotNull
                    @Min(1)
                    @Max(3650)
                    @Schema(
                            description =
                                    "How long they may be spent then, to the end of that day in UTC",
                            example = "365")
                    Integer validDays,
            @Nullable
                    @Schema(
                            description =
                                    "For purchases that happen from this moment on; not in the"
                                            + " past. Now if left out")
                    Instant validFrom) {

        List<FieldError> flaws(Instant now) {
            var flaws = new ArrayList<FieldError>();
            if (validFrom != null && validFrom.isBefore(now)) {
                flaws.add(
                        new FieldError(
                                "/validFrom",
                                "not-in-the-past",
                                new Text(
                                        "Purchases of the past were booked already", "过去的交易已经入账")));
            }
            var seen = new HashSet<String>();
            for (var i = 0; i < list().size(); i++) {
                if (!seen.add(list().get(i).benefit())) {
                    flaws.add(
                            new FieldError(
                                    "/multipliers/" + i + "/benefit",
                                    "repeated",
                                    new Text("Each benefit once", "每种权益只能出现一次")));
                }
            }
            return flaws;
        }

        private List<Multiplier> list() {
            return multipliers == null ? List.of() : multipliers;
        }

        EarningRule toDomain(String id, Instant now) {
            return new EarningRule(
                    id,
                    currency,
                    new BigDecimal(pointsPerUnit),
                    list().stream()
                            .collect(
                                    Collectors.toMap(
                                            Multiplier::benefit, it -> new BigDecimal(it.times()))),
                    Optional.ofNullable(dailyCap),
                    Optional.ofNullable(monthlyCap),
                    pendingDays,
                    validDays,
                    validFrom == null ? now : validFrom);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "EarningRule")
    record RuleView(
            @Schema(example = "ern_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "CNY") String currency,
            @Schema(example = "1") String pointsPerUnit,
            List<Multiplier> multipliers,
            @Nullable @Schema(example = "500") Long dailyCap,
            @Nullable @Schema(example = "5000") Long monthlyCap,
            @Schema(example = "14") int pendingDays,
            @Schema(example = "365") int validDays,
            @Schema(description = "Until a later rule of the same currency is valid")
                    Instant validFrom,
            Instant createdAt) {

        static RuleView of(EarningRuleDocument it) {
            return new RuleView(
                    it.id(),
                    it.currency(),
                    it.pointsPerUnit(),
                    it.multipliers().stream()
                            .map(one -> new Multiplier(one.benefit(), one.times()))
                            .toList(),
                    it.dailyCap(),
                    it.monthlyCap(),
                    it.pendingDays(),
                    it.validDays(),
                    it.validFrom(),
                    it.createdAt());
        }
    }
}
