package io.pondcrm.customer.profile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerTest {

    private static final CustomerId WANG = CustomerId.of(new UUID(0, 7));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final ExternalId SHOP = new ExternalId("shop", "88231");

    private final ProfileReader reader = new ProfileReader(_ -> Optional.empty());

    @Test
    void only_what_is_mentioned_changes_and_says_who_told() {
        var known =
                customer(
                        ProfileInput.builder()
                                .field(ProfileField.REGION, "CN-SH")
                                .field(ProfileField.GENDER, "MALE")
                                .attribute("favouriteStore", "SH-07")
                                .build());

        var revision =
                known.revise(
                        patch(
                                ProfileInput.builder()
                                        .field(ProfileField.REGION, "CN-BJ")
                                        .attribute("favouriteStore", null)
                                        .build()),
                        "import:shop",
                        LATER);

        assertThat(revision)
                .isInstanceOfSatisfying(
                        Revision.Revised.class,
                        revised -> {
                            assertThat(revised.changed())
                                    .isEqualTo(Set.of("region", "attributes/favouriteStore"));
                            var customer = revised.customer();
                            assertThat(customer.profile().find(ProfileField.REGION))
                                    .contains("CN-BJ");
                            assertThat(customer.profile().find(ProfileField.GENDER))
                                    .contains("MALE");
                            assertThat(customer.profile().attributes()).isEmpty();
                            assertThat(customer.provenance())
                                    .containsEntry("region", new Provenance("import:shop", LATER))
                                    .containsEntry(
                                            "gender", new Provenance("client:front-end", NOON));
                            assertThat(customer.createdAt()).isEqualTo(NOON);
                            assertThat(customer.updatedAt()).isEqualTo(LATER);
                        });
    }

    @Test
    void saying_the_same_again_changes_nothing() {
        var input = ProfileInput.builder().field(ProfileField.REGION, "CN-SH").build();
        var known = customer(input);

        assertThat(known.revise(patch(input), "import:shop", LATER))
                .isEqualTo(new Revision.Unchanged(known));
    }

    @Test
    void a_second_name_in_one_system_replaces_the_first() {
        var known = customer(ProfileInput.NOTHING);

        assertThat(known.link(new ExternalId("shop", "99"), LATER))
                .isInstanceOfSatisfying(
                        Revision.Revised.class,
                        revised ->
                                assertThat(revised.customer().externalIds())
                                        .isEqualTo(
                                                new TreeSet<>(
                                                        Set.of(new ExternalId("shop", "99")))));
        assertThat(known.link(SHOP, LATER)).isEqualTo(new Revision.Unchanged(known));
        assertThat(known.unlink("erp", LATER)).isEqualTo(new Revision.Unchanged(known));
    }

    @ParameterizedTest
    @CsvSource({
        "1996-11-22, 30-39, 11-22",
        "1996-11-23, 20-29, 11-23",
        "2026-11-22, 0-9, 11-22",
        "1920-02-29, 100-109, 02-29"
    })
    void a_birth_date_leaves_as_a_decade_and_a_day(String born, String band, String day) {
        var profile =
                customer(ProfileInput.builder().field(ProfileField.BIRTH_DATE, born).build())
                        .profile();

        assertThat(profile.ageBand(TODAY)).contains(band);
        assertThat(profile.birthday()).contains(day);
    }

    @ParameterizedTest
    @CsvSource({"小明, 王, 王小明", "Ada, Lovelace, Ada Lovelace"})
    void names_are_put_together_as_their_script_has_it(
            String given, String family, String displayed) {
        var profile =
                customer(
                                ProfileInput.builder()
                                        .field(ProfileField.GIVEN_NAME, given)
                                        .field(ProfileField.FAMILY_NAME, family)
                                        .build())
                        .profile();

        assertThat(profile.displayName()).contains(displayed);
    }

    @Test
    void completeness_is_the_share_of_what_is_known() {
        assertThat(customer(ProfileInput.NOTHING).profile().completeness())
                .isEqualTo(new BigDecimal("0.00"));
        assertThat(
                        customer(
                                        ProfileInput.builder()
                                                .field(ProfileField.KIND, "ORGANIZATION")
                                                .field(ProfileField.DISPLAY_NAME, "Lake Ltd")
                                                .field(ProfileField.REGION, "CN")
                                                .contactPoint(
                                                        ContactPoint.Type.EMAIL, "a@example.org")
                                                .build())
                                .profile()
                                .completeness())
                .isEqualTo(new BigDecimal("0.50"));
    }

    @Test
    void the_preferred_address_is_used_first_then_a_proven_one() {
        var points =
                List.of(
                        new ContactPoint(ContactPoint.Type.EMAIL, "a@x.org", null, false),
                        new ContactPoint(ContactPoint.Type.EMAIL, "b@x.org", NOON, false),
                        new ContactPoint(ContactPoint.Type.EMAIL, "c@x.org", null, true));

        assertThat(best(points)).contains("c@x.org");
        assertThat(best(points.subList(0, 2))).contains("b@x.org");
        assertThat(best(points.subList(0, 1))).contains("a@x.org");
        assertThat(best(List.of())).isEmpty();
    }

    private static Optional<String> best(List<ContactPoint> points) {
        var empty = Profile.empty();
        return new Profile(empty.values(), points, empty.attributes(), empty.tags())
                .bestContactPoint(ContactPoint.Type.EMAIL)
                .map(ContactPoint::value);
    }

    private Customer customer(ProfileInput input) {
        return Customer.register(WANG, patch(input), Set.of(SHOP), "client:front-end", NOON);
    }

    private ProfilePatch patch(ProfileInput input) {
        return ((ProfileReading.Accepted) reader.read(input, TODAY)).patch();
    }
}
