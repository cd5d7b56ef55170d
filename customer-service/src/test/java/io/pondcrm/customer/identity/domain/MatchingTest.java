package io.pondcrm.customer.identity.domain;

import static io.pondcrm.customer.identity.domain.MatchRule.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.customer.identity.domain.Candidate.Certainty;
import io.pondcrm.customer.identity.domain.Candidate.Verdict;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Map<String, String> READINGS =
            Map.of("王", "wang", "小明", "xiaoming", "晓明", "xiaoming", "大明", "daming");
    private static final NameLikeness JARO_WINKLER =
            (one, other) -> BigDecimal.valueOf(new JaroWinklerSimilarity().apply(one, other));
    private static final Matching MATCHING =
            new Matching(
                    MatchLines.of(
                            new BigDecimal("0.0001"),
                            new BigDecimal("0.99"),
                            new BigDecimal("0.5")),
                    name -> READINGS.getOrDefault(name, name.toLowerCase(Locale.ROOT)),
                    JARO_WINKLER);

    private final Map<ProfileField, String> values = new EnumMap<>(ProfileField.class);
    private final List<ContactPoint> points = new ArrayList<>();
    private final TreeSet<ExternalId> externalIds = new TreeSet<>();

    private MatchingTest name(String name) {
        values.put(ProfileField.DISPLAY_NAME, name);
        return this;
    }

    private MatchingTest with(ProfileField field, String value) {
        values.put(field, value);
        return this;
    }

    private MatchingTest phone(String number, boolean verified) {
        points.add(
                new ContactPoint(ContactPoint.Type.PHONE, number, verified ? NOON : null, false));
        return this;
    }

    private MatchingTest email(String address) {
        points.add(new ContactPoint(ContactPoint.Type.EMAIL, address, null, false));
        return this;
    }

    private MatchingTest address(String address) {
        points.add(new ContactPoint(ContactPoint.Type.POSTAL, address, null, false));
        return this;
    }

    private MatchingTest known(String system, String key) {
        externalIds.add(new ExternalId(system, key));
        return this;
    }

    private Customer customer() {
        return new Customer(
                CustomerId.of(UUID.nameUUIDFromBytes(toString().getBytes())),
                new Profile(values, points, new TreeMap<>(), new TreeSet<>()),
                externalIds,
                new TreeMap<>(),
                1,
                NOON,
                NOON);
    }

    private static MatchingTest somebody() {
        return new MatchingTest();
    }

    private static Candidate compare(MatchingTest one, MatchingTest other) {
        return MATCHING.compare(one.customer(), other.customer());
    }

    /** Winkler 1990, table of examples. */
    @ParameterizedTest
    @CsvSource({"MARTHA, MARHTA, 0.961", "DWAYNE, DUANE, 0.840", "DIXON, DICKSONX, 0.813"})
    void names_are_as_alike_as_published(String one, String other, BigDecimal published) {
        assertThat(JARO_WINKLER.of(one, other))
                .isCloseTo(
                        published, org.assertj.core.data.Offset.offset(new BigDecimal("0.0005")));
    }

    /** By hand: log2(0.82/0.0005) + log2(0.95/0.00005) + log2(0.0001/0.9999). */
    @Test
    void contributions_add_up_to_what_a_hand_computes() {
        var found =
                compare(
                        somebody().name("王小明").with(ProfileField.BIRTH_DATE, "1990-02-28"),
                        somebody()
                                .with(ProfileField.FAMILY_NAME, "王")
                                .with(ProfileField.GIVEN_NAME, "小明")
                                .with(ProfileField.BIRTH_DATE, "1990-02-28"));

        assertThat(found.fired()).containsExactly(NAME_EQUAL, BIRTH_DATE_EQUAL);
        assertThat(found.prior()).isEqualTo("-13.29");
        assertThat(NAME_EQUAL.weight()).isEqualTo("10.68");
        assertThat(BIRTH_DATE_EQUAL.weight()).isEqualTo("14.21");
        assertThat(found.score()).isEqualTo("11.60");
        assertThat(found.probability()).isEqualTo("0.9997");
        assertThat(found.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(found.certainty()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Wang Xiaoming, XIAOMING WANG, NAME_EQUAL",
        "José García, Garcia Jose, NAME_EQUAL",
        "Xiao Ming Wang, Wang Xiaoming, NAME_EQUAL",
        "王小明, 王晓明, NAME_READ_EQUAL",
        "王小明, Wang Xiaoming, NAME_READ_EQUAL",
        "Katherine Smith, Catherine Smith, NAME_SIMILAR",
        "王小明, 王大明, NAME_CLOSE",
        "Augusta Byron King, King, NAME_CLOSE",
        "王小明, Maria Garcia, NAME_DIFFERENT"
    })
    void names_are_compared_as_people_write_them(String one, String other, MatchRule rule) {
        assertThat(compare(somebody().name(one), somebody().name(other)).fired())
                .containsExactly(rule);
        assertThat(compare(somebody().name(other), somebody().name(one)).fired())
                .containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "wang@example.org, Wang@example.org, EMAIL_EQUAL",
        "wang+shop@example.org, wang@example.org, EMAIL_SAME_MAILBOX",
        "x.wang@gmail.com, xwang@googlemail.com, EMAIL_SAME_MAILBOX",
        "x.wang@example.org, xwang@example.org, EMAIL_SIMILAR",
        "xiaoming@example.org, xiaomin@example.org, EMAIL_SIMILAR",
        "xiaoming@example.org, xiaoming@example.com, EMAIL_DIFFERENT"
    })
    void addresses_of_one_mailbox_are_one(String one, String other, MatchRule rule) {
        assertThat(compare(somebody().email(one), somebody().email(other)).fired())
                .containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "1990-02-11, 1990-02-11, BIRTH_DATE_EQUAL",
        "1990-02-11, 1990-11-02, BIRTH_DATE_PARTLY",
        "1990-02-11, 1991-02-11, BIRTH_DATE_PARTLY",
        "1990-02-11, 1990-03-12, BIRTH_DATE_DIFFERENT"
    })
    void dates_of_birth_are_compared_by_their_parts(String one, String other, MatchRule rule) {
        assertThat(
                        compare(
                                        somebody().with(ProfileField.BIRTH_DATE, one),
                                        somebody().with(ProfileField.BIRTH_DATE, other))
                                .fired())
                .containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "上海市南京路100号, 上海市 南京路 100号, ADDRESS_EQUAL",
        "12 Main Street Springfield, 12 Main St Springfield, ADDRESS_SIMILAR",
        "12 Main Street Springfield, 9 Oak Lane Shelbyville, ADDRESS_DIFFERENT"
    })
    void postal_addresses_are_compared_by_their_pieces(String one, String other, MatchRule rule) {
        assertThat(compare(somebody().address(one), somebody().address(other)).fired())
                .containsExactly(rule);
    }

    @Test
    void what_is_proved_on_both_sides_is_certain_unless_dates_of_birth_differ() {
        assertThat(
                        compare(
                                        somebody().phone("+8613800138000", true),
                                        somebody().phone("+8613800138000", true))
                                .certainty())
                .contains(Certainty.SAME_VERIFIED_PHONE);
        assertThat(
                        compare(
                                        somebody().phone("+8613800138000", true),
                                        somebody().phone("+8613800138000", false))
                                .certainty())
                .isEmpty();
        var family =
                compare(
                        somebody()
                                .phone("+8613800138000", true)
                                .with(ProfileField.BIRTH_DATE, "1960-01-01"),
                        somebody()
                                .phone("+8613800138000", true)
                                .with(ProfileField.BIRTH_DATE, "1990-02-28"));
        assertThat(family.certainty()).isEmpty();
        assertThat(family.verdict()).isEqualTo(Verdict.NO_MATCH);
        assertThat(compare(somebody().known("shop", "1"), somebody().known("shop", "1")).verdict())
                .isEqualTo(Verdict.MATCH);
    }

    @Test
    void a_near_miss_tells_what_kept_it_out_and_what_could_still_decide() {
        var found =
                compare(
                        somebody().name("王小明").phone("+8613800138000", false),
                        somebody().name("Maria Garcia").phone("+8613800138000", false));

        assertThat(found.verdict()).isEqualTo(Verdict.NO_MATCH);
        var near =
                compare(
                        somebody().name("王小明").with(ProfileField.REGION, "CN-SH"),
                        somebody().name("王小明").with(ProfileField.REGION, "CN-BJ"));
        assertThat(near.verdict()).isEqualTo(Verdict.NO_MATCH);
        var nearer = compare(somebody().name("王小明"), somebody().name("王小明"));
        assertThat(nearer.verdict()).isEqualTo(Verdict.NEAR_MISS);
        assertThat(nearer.against()).isEmpty();
        assertThat(nearer.unknown()).contains(MatchRule.Field.PHONE, MatchRule.Field.BIRTH_DATE);
        assertThat(found.against()).containsExactly(NAME_DIFFERENT);
    }

    @RepeatedTest(200)
    void contributions_always_add_up_to_the_score(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());

        var found = compare(anybody(random), anybody(random));

        assertThat(
                        found.fired().stream()
                                .map(MatchRule::weight)
                                .reduce(found.prior(), BigDecimal::add))
                .isEqualTo(found.score());
        assertThat(found.fired().stream().map(MatchRule::field)).doesNotHaveDuplicates();
        assertThat(found.probability()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    }

    private static MatchingTest anybody(Random random) {
        var somebody = somebody();
        if (random.nextBoolean()) {
            somebody.name(List.of("王小明", "王晓明", "Ada Lovelace", "A").get(random.nextInt(4)));
        }
        if (random.nextBoolean()) {
            somebody.with(ProfileField.BIRTH_DATE, "1990-02-0" + (1 + random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            somebody.phone("+861380013800" + random.nextInt(3), random.nextBoolean());
        }
        if (random.nextBoolean()) {
            somebody.email("wang" + random.nextInt(3) + "@example.org");
        }
        if (random.nextBoolean()) {
            somebody.address("上海市南京路" + random.nextInt(3) + "号");
        }
        if (random.nextBoolean()) {
            somebody.with(ProfileField.GENDER, random.nextBoolean() ? "MALE" : "FEMALE");
        }
        if (random.nextBoolean()) {
            somebody.known("shop", "" + random.nextInt(3));
        }
        return somebody;
    }
}
