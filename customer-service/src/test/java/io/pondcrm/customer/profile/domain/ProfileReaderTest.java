package io.pondcrm.customer.profile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileReaderTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final ProfileReader reader =
            new ProfileReader(text ->
                    text.startsWith("138")
                            ? Optional.of("+86" + text.replace(" ", ""))
                            : Optional.empty());

    @Test
    void everything_wrong_is_named_at_once() {
        var input =
                ProfileInput.builder()
                        .field(ProfileField.BIRTH_DATE, "28.02.1990")
                        .field(ProfileField.REGION, "Shanghai")
                        .field(ProfileField.TIME_ZONE, "Mars/Olympus")
                        .contactPoint(ContactPoint.Type.PHONE, "12")
                        .contactPoint(ContactPoint.Type.EMAIL, "wang@@example.org")
                        .attribute("favourite store", "SH-07")
                        .build();

        assertThat(reader.read(input, TODAY))
                .isEqualTo(
                        new ProfileReading.Refused(
                                List.of(
                                        new Flaw("/birthDate", Flaw.Kind.DATE_FORMAT),
                                        new Flaw("/region", Flaw.Kind.REGION_FORMAT),
                                        new Flaw("/timeZone", Flaw.Kind.TIME_ZONE_FORMAT),
                                        new Flaw("/contactPoints/0/value", Flaw.Kind.PHONE_FORMAT),
                                        new Flaw("/contactPoints/1/value", Flaw.Kind.EMAIL_FORMAT),
                                        new Flaw("/attributes", Flaw.Kind.TEXT_FORMAT))));
    }

    @Test
    void values_are_brought_into_one_form() {
        var profile =
                profileOf(
                        ProfileInput.builder()
                                .field(ProfileField.DISPLAY_NAME, "  Ada Lovelace ")
                                .field(ProfileField.GENDER, "female")
                                .field(ProfileField.REGION, "cn-sh")
                                .field(ProfileField.LOCALE, "zh_CN")
                                .contactPoint(ContactPoint.Type.EMAIL, "Ada@Example.ORG")
                                .contactPoint(ContactPoint.Type.PHONE, "138 0013 8000")
                                .contactPoint(ContactPoint.Type.PHONE, "13800138000")
                                .tags(List.of("vip", " vip", "early"))
                                .build());

        assertThat(profile.find(ProfileField.DISPLAY_NAME)).contains("Ada Lovelace");
        assertThat(profile.find(ProfileField.GENDER)).contains("FEMALE");
        assertThat(profile.find(ProfileField.REGION)).contains("CN-SH");
        assertThat(profile.find(ProfileField.LOCALE)).contains("zh-CN");
        assertThat(profile.contactPoints())
                .extracting(ContactPoint::value)
                .containsExactly("Ada@example.org", "+8613800138000");
        assertThat(profile.tags()).isEqualTo(new TreeSet<>(List.of("early", "vip")));
    }

    @ParameterizedTest
    @CsvSource({
        "DISPLAY_NAME, 王**",
        "GIVEN_NAME, A***",
        "BIRTH_DATE, 1990-**-**",
    })
    void a_masked_value_is_not_taken_for_a_value(ProfileField field, String masked) {
        assertThat(reader.read(ProfileInput.builder().field(field, masked).build(), TODAY))
                .isEqualTo(
                        new ProfileReading.Refused(
                                List.of(new Flaw("/" + field.jsonName(), Flaw.Kind.MASKED_VALUE))));
    }

    @ParameterizedTest
    @CsvSource({"EMAIL, w***@example.org", "PHONE, +86138****8000", "POSTAL, 1 M*** Road"})
    void a_masked_address_is_not_taken_for_an_address(ContactPoint.Type type, String masked) {
        assertThat(reader.read(ProfileInput.builder().contactPoint(type, masked).build(), TODAY))
                .isEqualTo(
                        new ProfileReading.Refused(
                                List.of(
                                        new Flaw(
                                                "/contactPoints/0/value",
                                                Flaw.Kind.MASKED_VALUE))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org",
                "first.last+tag@sub.example.co.uk",
                "王@例子.中国",
                "o'brien@example.ie"
            })
    void addresses_that_mail_systems_exchange_are_taken(String address) {
        assertThat(
                        reader.read(
                                ProfileInput.builder()
                                        .contactPoint(ContactPoint.Type.EMAIL, address)
                                        .build(),
                                TODAY))
                .isInstanceOf(ProfileReading.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@example.org",
                "a@",
                "a@example",
                "a b@example.org",
                ".a@example.org",
                "a..b@example.org",
                "a@-example.org",
                "a@[127.0.0.1]",
                "a@127.0.0.1",
                "\"a b\"@example.org",
                "a@exa_mple.org",
                "a@example.org\r\nBcc: b@example.org"
            })
    void other_addresses_are_refused(String address) {
        assertThat(
                        reader.read(
                                ProfileInput.builder()
                                        .contactPoint(ContactPoint.Type.EMAIL, address)
                                        .build(),
                                TODAY))
                .isEqualTo(
                        new ProfileReading.Refused(
                                List.of(
                                        new Flaw(
                                                "/contactPoints/0/value",
                                                Flaw.Kind.EMAIL_FORMAT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23", "1899-12-31", "1990-02-30", "90-2-3"})
    void nobody_is_born_tomorrow_or_on_no_day(String date) {
        assertThat(
                        reader.read(
                                ProfileInput.builder().field(ProfileField.BIRTH_DATE, date).build(),
                                TODAY))
                .isEqualTo(
                        new ProfileReading.Refused(
                                List.of(new Flaw("/birthDate", Flaw.Kind.DATE_FORMAT))));
    }

    @Test
    void the_kind_cannot_be_cleared() {
        assertThat(
                        reader.read(
                                ProfileInput.builder().field(ProfileField.KIND, null).build(),
                                TODAY))
                .isEqualTo(
                        new ProfileReading.Refused(List.of(new Flaw("/kind", Flaw.Kind.REQUIRED))));
    }

    @Test
    void a_proof_stays_with_the_address_it_proves() {
        var proven =
                profileOf(
                        ProfileInput.builder()
                                .contactPoint(
                                        new ProfileInput.ContactInput(
                                                "EMAIL", "ada@example.org", NOON, true))
                                .build());

        var again =
                ((ProfileReading.Accepted)
                                reader.read(
                                        ProfileInput.builder()
                                                .contactPoint(
                                                        ContactPoint.Type.EMAIL, "ada@example.org")
                                                .contactPoint(
                                                        ContactPoint.Type.EMAIL, "al@example.org")
                                                .build(),
                                        TODAY))
                        .patch()
                        .applyTo(proven);

        assertThat(again.contactPoints())
                .containsExactly(
                        new ContactPoint(ContactPoint.Type.EMAIL, "ada@example.org", NOON, false),
                        new ContactPoint(ContactPoint.Type.EMAIL, "al@example.org", null, false));
    }

    private Profile profileOf(ProfileInput input) {
        return ((ProfileReading.Accepted) reader.read(input, TODAY))
                .patch()
                .applyTo(Profile.empty());
    }
}
