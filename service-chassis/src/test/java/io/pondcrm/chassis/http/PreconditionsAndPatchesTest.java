package io.pondcrm.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.EmbeddedStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(
        classes = ThingsApp.class,
        properties = {
            ThingsApp.NO_BROKER,
            "pond.outbox.enabled=false",
            "pond.inbox.enabled=false",
            "pond.jobs.enabled=false"
        })
@AutoConfigureMockMvc
class PreconditionsAndPatchesTest {

    static final EmbeddedStore STORE = EmbeddedStore.start();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add("spring.mongodb.uri", () -> STORE.uri("things"));
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    static final String UNCHANGED =
            "Thing[title=Lamp, note=secret note, maker=Maker[name=Ada, email=ada@example.org,"
                    + " marks={a=1, b=2}], price=12.30 CNY, tags=[x], count=3]";

    @Autowired MockMvcTester http;

    @Test
    void a_change_without_if_match_is_a_428() {
        assertThat(
                        http.patch()
                                .uri("/things/1")
                                .header("Authorization", "Bearer client-a")
                                .contentType("application/merge-patch+json")
                                .content("{}"))
                .hasStatus(428)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("precondition-required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"7\" | 200",
                "* | 200",
                "\"6\", \"7\" | 200",
                "\"6\" | 412",
                "W/\"7\" | 412",
                "7 | 400",
                "\"7 | 400"
            })
    void only_who_has_seen_the_current_version_may_change_it(String ifMatch, int status) {
        var answer = patch(ifMatch, "{}");

        assertThat(answer).hasStatus(status);
        if (status == 412) {
            assertThat(answer).hasHeader("ETag", "\"7\"");
        }
    }

    @Test
    void who_has_the_current_version_gets_a_304() {
        assertThat(
                        http.get()
                                .uri("/things/1")
                                .header("Authorization", "Bearer client-a")
                                .header("If-None-Match", "\"7\""))
                .hasStatus(304)
                .hasHeader("ETag", "\"7\"")
                .body()
                .isEmpty();
        assertThat(
                        http.get()
                                .uri("/things/1")
                                .header("Authorization", "Bearer client-a")
                                .header("If-None-Match", "\"6\""))
                .hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Lamp, note=secret note | [x]",
                "{\"title\":\"Torch\"} | title=Torch, note=secret note, maker=Maker[name=Ada | count=3",
                "{\"note\":null} | title=Lamp, note=null | count=3",
                "{\"tags\":[\"y\",\"z\"],\"count\":4} | tags=[y, z] | count=4",
                "{\"maker\":{\"email\":null}} | Maker[name=Ada, email=null, marks={a=1, b=2}] | note=secret",
                "{\"maker\":{\"marks\":{\"a\":null,\"c\":\"3\"}}} | marks={b=2, c=3} | email=ada@example.org",
                "{\"maker\":null} | maker=null | count=3",
                "{\"price\":{\"amount\":\"5\"}} | price=5.00 CNY | count=3"
            })
    void a_patch_changes_what_it_names_and_nothing_else(String patch, String here, String there) {
        assertThat(patch("\"7\"", patch))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.text")
                .asString()
                .contains(here)
                .contains(there);
    }

    @Test
    void masked_fields_are_not_masked_on_the_way_through_a_patch() {
        assertThat(patch("\"7\"", "{}")).bodyJson().extractingPath("$.text").isEqualTo(UNCHANGED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\":1} | 400 | unknown-field | /colour | unknown-field",
                "{\"maker\":{\"nam\":1}} | 400 | unknown-field | /maker/nam | unknown-field",
                "{\"count\":\"many\"} | 400 | unreadable | /count | wrong-type",
                "{\"count\":null} | 400 | unreadable | /count | wrong-type",
                "{\"tags\":[{\"$ne\":1}]} | 400 | unreadable | /tags/0 | wrong-type",
                "{\"title\":\"\"} | 422 | validation | /title | not-blank",
                "{\"title\":null} | 422 | validation | /title | not-blank",
                "{\"maker\":{\"name\":\" \"}} | 422 | validation | /maker/name | not-blank",
                "[] | 400 | unreadable | '' | wrong-type",
                "{\"title\":\"a\",\"title\":\"b\"} | 400 | unreadable | '' | syntax"
            })
    void a_wrong_patch_names_its_place(
            String patch, int status, String code, String pointer, String errorCode) {
        var answer = patch("\"7\"", patch);

        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].pointer").isEqualTo(pointer);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].code").isEqualTo(errorCode);
    }

    @Test
    void the_document_names_the_headers_and_the_fields_of_a_patch() {
        var document = assertThat(http.get().uri("/v3/api-docs")).hasStatusOk().bodyJson();

        document.extractingPath("$.paths['/things/{id}'].patch.parameters[*].name")
                .asArray()
                .contains("If-Match", "Idempotency-Key");
        document.extractingPath("$.components.schemas.Thing.properties")
                .asMap()
                .containsKeys("title", "maker", "count");
    }

    private MvcTestResult patch(String ifMatch, String patch) {
        return http.patch()
                .uri("/things/1")
                .header("Authorization", "Bearer client-a")
                .header("If-Match", ifMatch)
                .contentType("application/merge-patch+json")
                .content(patch)
                .exchange();
    }
}
