package io.pondcrm.customer.identity.domain;

import io.pondcrm.customer.identity.domain.Candidate.Certainty;
import io.pondcrm.customer.identity.domain.Candidate.Verdict;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.MatchKeys;
import io.pondcrm.customer.profile.domain.NameForm;
import io.pondcrm.customer.profile.domain.NameTokens;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.Romanization;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Compares two records field by field, and adds up what that says about whether they are one
 * person.
 */
public final class Matching {

    private static final BigDecimal SIMILAR = new BigDecimal("0.92");
    private static final BigDecimal CLOSE = new BigDecimal("0.88");
    private static final BigDecimal SIMILAR_EMAIL = new BigDecimal("0.95");

    private final MatchLines lines;
    private final Romanization romanization;
    private final NameLikeness likeness;

    public Matching(MatchLines lines, Romanization romanization, NameLikeness likeness) {
        this.lines = lines;
        this.romanization = romanization;
        this.likeness = likeness;
    }

    public MatchLines lines() {
        return lines;
    }

    /** Those of some customers who may be the one looked for or just fail to be, the best first. */
    public List<Candidate> among(Collection<Customer> customers, Customer wanted) {
        return customers.stream()
                .filter(it -> !it.id().equals(wanted.id()))
                .filter(it -> it.profile().kind() == wanted.profile().kind())
                .map(it -> compare(wanted, it))
                .filter(it -> it.verdict() != Verdict.NO_MATCH)
                .sorted(Candidate.BEST_FIRST)
                .toList();
    }

    /** What speaks for and against a customer's being the one looked for. */
    public Candidate compare(Customer wanted, Customer customer) {
        var fired = new ArrayList<MatchRule>();
        var one = wanted.profile();
        var other = customer.profile();
        externalIds(wanted.externalIds(), customer.externalIds()).ifPresent(fired::add);
        names(one, other).ifPresent(fired::add);
        birthDates(one, other).ifPresent(fired::add);
        values(
                        one,
                        other,
                        ContactPoint.Type.PHONE,
                        MatchRule.PHONE_EQUAL,
                        MatchRule.PHONE_DIFFERENT)
                .ifPresent(fired::add);
        emails(one, other).ifPresent(fired::add);
        values(
                        one,
                        other,
                        ContactPoint.Type.WECHAT,
                        MatchRule.WECHAT_EQUAL,
                        MatchRule.WECHAT_DIFFERENT)
                .ifPresent(fired::add);
        addresses(one, other).ifPresent(fired::add);
        texts(one, other, ProfileField.REGION, MatchRule.REGION_EQUAL, MatchRule.REGION_DIFFERENT)
                .ifPresent(fired::add);
        texts(one, other, ProfileField.GENDER, MatchRule.GENDER_EQUAL, MatchRule.GENDER_DIFFERENT)
                .ifPresent(fired::add);
        var score = fired.stream().map(MatchRule::weight).reduce(lines.prior(), BigDecimal::add);
        var certainty = certainty(one, other, fired);
        return new Candidate(
                customer,
                certainty.isPresent() ? Verdict.MATCH : verdict(score),
                certainty,
                fired,
                lines.prior(),
                score);
    }

    private Verdict verdict(BigDecimal score) {
        if (score.compareTo(lines.match()) >= 0) {
            return Verdict.MATCH;
        }
        if (score.compareTo(lines.possible()) >= 0) {
            return Verdict.POSSIBLE;
        }
        return lines.isNear(score) ? Verdict.NEAR_MISS : Verdict.NO_MATCH;
    }

    /** A shared number is no proof where the dates of birth differ: families share them. */
    private static Optional<Certainty> certainty(
            Profile one, Profile other, List<MatchRule> fired) {
        if (fired.contains(MatchRule.EXTERNAL_ID_EQUAL)) {
            return Optional.of(Certainty.SAME_EXTERNAL_ID);
        }
        if (fired.contains(MatchRule.BIRTH_DATE_DIFFERENT)) {
            return Optional.empty();
        }
        if (verified(one, ContactPoint.Type.EMAIL).stream()
                .anyMatch(verified(other, ContactPoint.Type.EMAIL)::contains)) {
            return Optional.of(Certainty.SAME_VERIFIED_EMAIL);
        }
        return verified(one, ContactPoint.Type.PHONE).stream()
                        .anyMatch(verified(other, ContactPoint.Type.PHONE)::contains)
                ? Optional.of(Certainty.SAME_VERIFIED_PHONE)
                : Optional.empty();
    }

    private static Set<String> verified(Profile profile, ContactPoint.Type type) {
        return profile.contactPoints().stream()
                .filter(point -> point.type() == type && point.verifiedAt() != null)
                .map(point ->
                        type == ContactPoint.Type.EMAIL
                                ? MatchKeys.mailbox(point.value())
                                : point.value())
                .collect(Collectors.toSet());
    }

    private static Optional<MatchRule> externalIds(
            SortedSet<ExternalId> ones, SortedSet<ExternalId> others) {
        if (ones.stream().anyMatch(others::contains)) {
            return Optional.of(MatchRule.EXTERNAL_ID_EQUAL);
        }
        return anyPair(ones, others, (one, other) -> one.system().equals(other.system()))
                ? Optional.of(MatchRule.EXTERNAL_ID_DIFFERENT)
                : Optional.empty();
    }

    private Optional<MatchRule> names(Profile one, Profile other) {
        return NameForm.of(one, romanization)
                .flatMap(name -> NameForm.of(other, romanization).map(it -> compare(name, it)));
    }

    private MatchRule compare(NameForm one, NameForm other) {
        if (isSame(one.written(), other.written())) {
            return MatchRule.NAME_EQUAL;
        }
        if (isSame(one.read(), other.read())) {
            return MatchRule.NAME_READ_EQUAL;
        }
        var alike = alike(one.read(), other.read());
        if (alike.compareTo(SIMILAR) >= 0) {
            return MatchRule.NAME_SIMILAR;
        }
        return alike.compareTo(CLOSE) >= 0
                        || one.read().containsAll(other.read())
                        || other.read().containsAll(one.read())
                        || differInOneCharacter(
                                String.join("", one.written()), String.join("", other.written()))
                ? MatchRule.NAME_CLOSE
                : MatchRule.NAME_DIFFERENT;
    }

    /** Whichever comes first, family name or given names, and however the parts are set apart. */
    private static boolean isSame(List<String> one, List<String> other) {
        var whole = String.join("", one);
        return one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other))
                || whole.equals(String.join("", other))
                || whole.equals(String.join("", turned(other)));
    }

    private BigDecimal alike(List<String> one, List<String> other) {
        var whole = String.join("", one);
        return likeness.of(whole, String.join("", other))
                .max(likeness.of(whole, String.join("", turned(other))));
    }

    /** The last part first: {@code Xiao Ming Wang} as {@code Wang Xiao Ming}, and back. */
    private static List<String> turned(List<String> parts) {
        var turned = new ArrayList<>(parts);
        turned.addFirst(turned.removeLast());
        return turned;
    }

    private static boolean differInOneCharacter(String one, String other) {
        var ones = one.codePoints().toArray();
        var others = other.codePoints().toArray();
        if (ones.length < 3 || ones.length != others.length || !Character.isIdeographic(ones[0])) {
            return false;
        }
        var differing = 0;
        for (var at = 0; at < ones.length; at++) {
            differing += ones[at] == others[at] ? 0 : 1;
        }
        return differing == 1;
    }

    private static Optional<MatchRule> birthDates(Profile one, Profile other) {
        return one.birthDate().flatMap(date -> other.birthDate().map(it -> compare(date, it)));
    }

    private static MatchRule compare(LocalDate one, LocalDate other) {
        if (one.equals(other)) {
            return MatchRule.BIRTH_DATE_EQUAL;
        }
        var agreeing =
                (one.getYear() == other.getYear() ? 1 : 0)
                        + (one.getMonthValue() == other.getMonthValue() ? 1 : 0)
                        + (one.getDayOfMonth() == other.getDayOfMonth() ? 1 : 0);
        var changedPlaces =
                one.getYear() == other.getYear()
                        && one.getMonthValue() == other.getDayOfMonth()
                        && one.getDayOfMonth() == other.getMonthValue();
        return agreeing == 2 || changedPlaces
                ? MatchRule.BIRTH_DATE_PARTLY
                : MatchRule.BIRTH_DATE_DIFFERENT;
    }

    private Optional<MatchRule> emails(Profile one, Profile other) {
        var ones = values(one, ContactPoint.Type.EMAIL);
        var others = values(other, ContactPoint.Type.EMAIL);
        if (ones.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        if (anyPair(ones, others, String::equalsIgnoreCase)) {
            return Optional.of(MatchRule.EMAIL_EQUAL);
        }
        if (anyPair(
                ones,
                others,
                (it, that) -> MatchKeys.mailbox(it).equals(MatchKeys.mailbox(that)))) {
            return Optional.of(MatchRule.EMAIL_SAME_MAILBOX);
        }
        return Optional.of(
                anyPair(ones, others, this::isSimilar)
                        ? MatchRule.EMAIL_SIMILAR
                        : MatchRule.EMAIL_DIFFERENT);
    }

    private boolean isSimilar(String one, String other) {
        var mailbox = MatchKeys.mailbox(one);
        var that = MatchKeys.mailbox(other);
        var at = mailbox.lastIndexOf('@');
        var thatAt = that.lastIndexOf('@');
        return mailbox.substring(at).equals(that.substring(thatAt))
                && likeness.of(mailbox.substring(0, at), that.substring(0, thatAt))
                                .compareTo(SIMILAR_EMAIL)
                        >= 0;
    }

    private static Optional<MatchRule> addresses(Profile one, Profile other) {
        var ones = values(one, ContactPoint.Type.POSTAL);
        var others = values(other, ContactPoint.Type.POSTAL);
        if (ones.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        if (anyPair(ones, others, (it, that) -> share(it, that, 4, 5))) {
            return Optional.of(MatchRule.ADDRESS_EQUAL);
        }
        return Optional.of(
                anyPair(ones, others, (it, that) -> share(it, that, 1, 2))
                        ? MatchRule.ADDRESS_SIMILAR
                        : MatchRule.ADDRESS_DIFFERENT);
    }

    /** Whether so many of so many pieces of two addresses are in both (Jaccard's index). */
    private static boolean share(String one, String other, int of, int all) {
        var both = new HashSet<>(NameTokens.of(one));
        var either = new HashSet<>(both);
        var others = NameTokens.of(other);
        both.retainAll(others);
        either.addAll(others);
        return !either.isEmpty() && both.size() * all >= either.size() * of;
    }

    private static Optional<MatchRule> values(
            Profile one,
            Profile other,
            ContactPoint.Type type,
            MatchRule equal,
            MatchRule different) {
        var ones = values(one, type);
        var others = values(other, type);
        if (ones.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ones.stream().anyMatch(others::contains) ? equal : different);
    }

    private static List<String> values(Profile profile, ContactPoint.Type type) {
        return profile.contactPoints().stream()
                .filter(point -> point.type() == type)
                .map(ContactPoint::value)
                .toList();
    }

    private static Optional<MatchRule> texts(
            Profile one, Profile other, ProfileField field, MatchRule equal, MatchRule different) {
        return one.find(field)
                .flatMap(text -> other.find(field).map(it -> it.equals(text) ? equal : different));
    }

    private static <T> boolean anyPair(
            Collection<T> ones, Collection<T> others, BiPredicate<T, T> fits) {
        return ones.stream()
                .anyMatch(one -> others.stream().anyMatch(other -> fits.test(one, other)));
    }
}
