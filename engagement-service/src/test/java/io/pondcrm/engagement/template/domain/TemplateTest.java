package io.pondcrm.engagement.template.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.engagement.template.domain.TemplateFlaw.Kind;
import io.pondcrm.engagement.template.domain.TemplateVariable.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateTest {

    static final Template OFFER =
            new Template(
                    "tpl_1",
                    1,
                    "offer",
                    List.of(
                            new TemplateVariable("offer", Type.TEXT, Optional.empty()),
                            new TemplateVariable("price", Type.NUMBER, Optional.of("12.50")),
                            new TemplateVariable("until", Type.DATE, Optional.empty())),
                    List.of(
                            new TemplateText(
                                    "en",
                                    "{{offer}} for {{ customer.displayName }}",
                                    "{{price}} until {{until}}"),
                            new TemplateText("de", "{{offer}}", "{{price}} bis {{until}}"),
                            new TemplateText("zh-CN", "{{offer}}", "{{price}} 截至 {{until}}")));

    static final Map<String, String> VALUES =
            Map.of(
                    "offer", "Tea $1 {{until}} \\",
                    "price", "1234.50",
                    "until", "2026-03-01",
                    "customer.displayName", "Ada");

    @Test
    void values_are_written_as_the_language_writes_them() {
        assertThat(OFFER.render(Optional.of("en"), VALUES))
                .isEqualTo(
                        new Rendering.Rendered(
                                "en",
                                "Tea $1 {{until}} \\ for Ada",
                                "1,234.50 until March 1, 2026"));
        assertThat(OFFER.render(Optional.of("de-AT"), VALUES))
                .isEqualTo(
                        new Rendering.Rendered(
                                "de", "Tea $1 {{until}} \\", "1.234,50 bis 1. März 2026"));
        assertThat(OFFER.render(Optional.of("zh-CN"), VALUES))
                .isEqualTo(
                        new Rendering.Rendered(
                                "zh-CN", "Tea $1 {{until}} \\", "1,234.50 截至 2026年3月1日"));
    }

    @Test
    void who_speaks_none_of_the_languages_gets_the_first() {
        assertThat(OFFER.render(Optional.of("fr"), VALUES))
                .isInstanceOfSatisfying(
                        Rendering.Rendered.class, it -> assertThat(it.locale()).isEqualTo("en"));
        assertThat(OFFER.render(Optional.empty(), VALUES))
                .isInstanceOfSatisfying(
                        Rendering.Rendered.class, it -> assertThat(it.locale()).isEqualTo("en"));
    }

    @Test
    void each_missing_or_wrong_value_is_named_and_nothing_is_left_blank() {
        assertThat(
                        OFFER.render(
                                Optional.of("en"),
                                Map.of("until", "soon", "price", "1,5", "ofer", "x")))
                .isInstanceOfSatisfying(
                        Rendering.Flawed.class,
                        it ->
                                assertThat(it.flaws())
                                        .containsExactlyInAnyOrder(
                                                flaw("/variables/offer", Kind.MISSING_VARIABLE),
                                                flaw(
                                                        "/variables/customer.displayName",
                                                        Kind.MISSING_VARIABLE),
                                                flaw("/variables/until", Kind.NOT_A_DATE),
                                                flaw("/variables/price", Kind.NOT_A_NUMBER),
                                                flaw("/variables/ofer", Kind.UNKNOWN_VARIABLE)));
    }

    @Test
    void a_value_cannot_add_a_header() {
        assertThat(
                        OFFER.flawsOf(
                                Map.of(
                                        "offer",
                                        "x\r\nBcc: all@example.org",
                                        "until",
                                        "2026-01-01")))
                .containsExactly(flaw("/variables/offer", Kind.SEVERAL_LINES));
    }

    @Test
    void for_a_campaign_the_customers_own_name_may_be_missing() {
        assertThat(OFFER.flawsOf(Map.of("offer", "Tea")))
                .containsExactly(flaw("/variables/until", Kind.MISSING_VARIABLE));
    }

    @Test
    void a_template_declares_what_it_uses_and_once_only() {
        var flawed =
                new Template(
                        "tpl_1",
                        1,
                        "x",
                        List.of(
                                new TemplateVariable("a", Type.DATE, Optional.of("never")),
                                new TemplateVariable("a", Type.TEXT, Optional.empty())),
                        List.of(
                                new TemplateText("en", "{{b}}", "{{a}}"),
                                new TemplateText("en", "{{a}}", "{{c}}")));

        assertThat(flawed.flaws())
                .containsExactlyInAnyOrder(
                        flaw("/variables/0/fallback", Kind.NOT_A_DATE),
                        flaw("/variables/1/name", Kind.REPEATED_VARIABLE),
                        flaw("/texts/0/subject", Kind.UNDECLARED_VARIABLE),
                        flaw("/texts/1/locale", Kind.REPEATED_LOCALE),
                        flaw("/texts/1/text", Kind.UNDECLARED_VARIABLE));
        assertThat(OFFER.flaws()).isEmpty();
    }

    private static TemplateFlaw flaw(String pointer, Kind kind) {
        return new TemplateFlaw(pointer, kind);
    }
}
