package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.Canaries.Home;
import org.junit.jupiter.api.Test;

class CanariesTest {

    private final Canaries canaries = new Canaries(CanariesTest.class);

    @Test
    void the_search_sees_a_value_in_any_disguise_and_no_half_of_one() {
        var word = canaries.word(Home.CUSTOMER);
        var phone = canaries.phone(Home.CUSTOMER).substring(3);
        var search = canaries.search();

        assertThat(Canaries.disguises(word))
                .allSatisfy(it -> assertThat(search.in(it)).containsExactly(word));
        assertThat(Canaries.disguises(phone))
                .allSatisfy(it -> assertThat(search.in(it)).containsExactly(phone));
        assertThat(search.in("half " + word.substring(1) + " " + phone.substring(1))).isEmpty();
    }
}
