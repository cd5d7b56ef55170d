package io.pondcrm.engagement.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.Wire;
import org.junit.jupiter.api.Test;

class TemplateServiceTest extends EngagementTest {

    private static final String BODY =
            """
            {"name":"Spring","variables":[{"name":"offer","type":"TEXT"},{"name":"until","type":"DATE"}],
             "texts":[{"locale":"en","subject":"{{offer}}","text":"Dear {{customer.displayName}}, until {{until}}"},
                      {"locale":"zh-CN","subject":"{{offer}}","text":"{{customer.displayName}}，截至{{until}}"}]}\
            """;

    @Test
    void a_preview_shows_what_a_customer_would_get_with_the_name_masked() {
        var template = wire.create("/api/v1/templates", BODY);
        var ada = addressable();

        var preview =
                wire.post(
                        "/api/v1/templates/" + template + "/render",
                        """
                        {"customerId":"%s","variables":{"offer":"Tea","until":"2026-03-01"}}\
                        """
                                .formatted(ada));

        assertThat(preview).hasStatusOk();
        assertThat(Wire.json(preview).path("subject").asString()).isEqualTo("Tea");
        assertThat(Wire.json(preview).path("text").asString())
                .isEqualTo("Dear C***, until March 1, 2026");
        var full =
                wire.as(
                        new String[] {"templates:read", "customers:pii"},
                        "POST",
                        "/api/v1/templates/" + template + "/render",
                        """
                        {"customerId":"%s","locale":"zh-CN","variables":{"offer":"茶","until":"2026-03-01"}}\
                        """
                                .formatted(ada));
        assertThat(Wire.json(full).path("text").asString())
                .startsWith("Canary ")
                .endsWith("，截至2026年3月1日");
        assertThat(mailsTo(ada)).isEmpty();
    }

    @Test
    void each_missing_variable_is_named_by_its_pointer() {
        var template = wire.create("/api/v1/templates", BODY);

        var refused =
                wire.post(
                        "/api/v1/templates/" + template + "/render",
                        "{\"variables\":{\"until\":\"tomorrow\"}}");

        assertThat(refused).hasStatus(422);
        assertThat(Wire.json(refused).path("code").asString()).isEqualTo("template-flawed");
        assertThat(Wire.errors(refused))
                .containsExactlyInAnyOrder(
                        "/variables/offer missing-variable",
                        "/variables/customer.displayName missing-variable",
                        "/variables/until not-a-date");
    }

    @Test
    void a_template_that_uses_what_it_does_not_declare_is_refused() {
        var refused = wire.post("/api/v1/templates", BODY.replace("{{offer}}", "{{ofer}}"));

        assertThat(refused).hasStatus(422);
        assertThat(Wire.errors(refused))
                .containsExactly(
                        "/texts/0/subject undeclared-variable",
                        "/texts/1/subject undeclared-variable");
    }

    @Test
    void a_preview_for_nobody_known_or_while_customers_are_away_says_so() {
        var template = wire.create("/api/v1/templates", BODY);
        var path = "/api/v1/templates/" + template + "/render";
        var stranger = "{\"customerId\":\"" + TestEvents.newCustomer() + "\"}";

        assertThat(wire.post(path, stranger)).hasStatus(422);
        CUSTOMERS.failWith(500);
        var away = wire.post(path, stranger);
        assertThat(away).hasStatus(503);
        assertThat(away.getResponse().getHeader("Retry-After")).isEqualTo("5");
    }
}
