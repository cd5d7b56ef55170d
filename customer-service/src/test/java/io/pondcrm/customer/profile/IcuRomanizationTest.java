package io.pondcrm.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcuRomanizationTest {

    private final IcuRomanization romanization = new IcuRomanization();

    /** 单 is dan as a word and shan as a family name. */
    @ParameterizedTest
    @CsvSource({
        "王小明, wangxiaoming",
        "王晓明, wangxiaoming",
        "单, shan",
        "José García, jose garcia",
        "Wang, wang",
        "Иван, ivan"
    })
    void names_are_read_in_latin_letters(String name, String read) {
        assertThat(romanization.of(name)).isEqualTo(read);
    }
}
