package io.pondcrm.customer.profile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameTokensTest {

    @Test
    void words_are_folded_and_chinese_characters_stand_alone() {
        assertThat(NameTokens.of("Zoë O'Brien-王小明 Ltd. ２"))
                .containsExactly("2", "brien", "ltd", "o", "zoe", "小", "明", "王");
    }

    @Test
    void korean_and_japanese_names_are_found_by_each_character() {
        assertThat(NameTokens.of("김철수")).containsExactlyInAnyOrder("김", "철", "수");
        assertThat(NameTokens.of("ガガ")).isEqualTo(NameTokens.of("ｶﾞ"));
    }

    @Test
    void punctuation_alone_says_nothing() {
        assertThat(NameTokens.of(" $where: {} ")).containsExactly("where");
        assertThat(NameTokens.of("--- ...")).isEmpty();
    }
}
