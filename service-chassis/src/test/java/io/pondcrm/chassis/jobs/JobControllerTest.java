package io.pondcrm.chassis.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.EmbeddedStore;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        classes = JobControllerTest.App.class,
        properties = {
            "spring.application.name=customer-service",
            "spring.autoconfigure.exclude=org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "pond.outbox.enabled=false",
            "pond.inbox.enabled=false",
            "pond.jobs.poll=20ms"
        })
@AutoConfigureMockMvc
class JobControllerTest {

    static final EmbeddedStore STORE = EmbeddedStore.start();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add("spring.mongodb.uri", () -> STORE.uri("jobs"));
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    static final CountDownLatch GO = new CountDownLatch(1);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Imports.class)
    static class App {

        @Bean
        JobKind quick() {
            return kind("quick", () -> {});
        }

        @Bean
        JobKind slow() {
            return kind("slow", GO::await);
        }

        interface Step {
            void run() throws Exception;
        }

        private static JobKind kind(String name, Step step) {
            return new JobKind() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public void run(JobRun run) throws Exception {
                    step.run();
                    run.progress(5, 5);
                    run.save(Map.of(), Map.of("read", 5L, "applied", 5L));
                    run.resultAt("/api/v1/results/1");
                }
            };
        }
    }

    @RestController
    static class Imports {

        private final Jobs jobs;

        Imports(Jobs jobs) {
            this.jobs = jobs;
        }

        @PostMapping("/imports")
        @RequiresScope("imports:write")
        ResponseEntity<?> start(NewId newId, Caller caller) {
            return jobs.accepted(
                    jobs.submit(newId.uuid(), "quick", Map.of("file", "a.csv"), caller));
        }
    }

    @Autowired MockMvcTester http;
    @Autowired Jobs jobs;

    @Test
    void long_work_is_accepted_and_can_be_followed_to_its_end() {
        var accepted =
                http.post()
                        .uri("/imports")
                        .header("Idempotency-Key", "import-1")
                        .with(token("imports:write", "shop"))
                        .exchange();

        assertThat(accepted).hasStatus(202).containsHeader("Retry-After");
        var location = Objects.requireNonNull(accepted.getResponse().getHeader("Location"));
        assertThat(location).startsWith("/api/v1/jobs/customerjob_");
        await().untilAsserted(() ->
                assertThat(get(location, "shop"))
                        .hasStatusOk()
                        .doesNotContainHeader("Retry-After")
                        .bodyJson()
                        .extractingPath("$.state")
                        .isEqualTo("SUCCEEDED"));
        var ended = get(location, "shop");
        assertThat(ended)
                .bodyJson()
                .isLenientlyEqualTo(
                        """
                        {"kind":"quick","progress":{"done":5,"total":5},
                         "counters":{"read":5,"applied":5},"resultUrl":"/api/v1/results/1",
                         "problem":null}
                        """);
        assertThat(
                        http.get()
                                .uri(location)
                                .header(
                                        "If-None-Match",
                                        Objects.requireNonNull(
                                                ended.getResponse().getHeader("ETag")))
                                .with(token("jobs:read", "shop")))
                .hasStatus(304);
    }

    @Test
    void a_partner_sees_the_jobs_of_its_own_system_only_and_we_see_all() {
        var shop = jobs.submit("quick", Map.of(), caller("shop"));
        var pos = jobs.submit("quick", Map.of(), caller("pos"));

        assertThat(get("/api/v1/jobs/" + shop, "shop")).hasStatusOk();
        assertThat(get("/api/v1/jobs/" + pos, "shop")).hasStatus(404);
        assertThat(get("/api/v1/jobs/" + pos, null)).hasStatusOk();
        assertThat(ids(get("/api/v1/jobs?service=customer&limit=1000", "shop")))
                .contains(shop)
                .doesNotContain(pos);
        assertThat(ids(get("/api/v1/jobs?limit=1000", null))).contains(shop, pos);
    }

    @Test
    void jobs_are_listed_page_by_page_newest_first_by_kind_and_state() {
        for (var index = 0; index < 3; index++) {
            jobs.submit("nobody-does-this", Map.of(), caller(null));
        }

        var page = get("/api/v1/jobs?kind=nobody-does-this&state=QUEUED&limit=2", null);

        assertThat(ids(page)).hasSize(2).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(page).containsHeader("Link");
        assertThat(ids(get("/api/v1/jobs?kind=nobody-does-this&state=RUNNING", null))).isEmpty();
        assertThat(get("/api/v1/jobs?state=SLEEPING", null)).hasStatus(400);
    }

    @Test
    void a_job_can_be_cancelled_until_it_has_ended() {
        var waiting = jobs.submit("nobody-does-this", Map.of(), caller(null));
        var running = jobs.submit("slow", Map.of(), caller(null));
        await().untilAsserted(() ->
                assertThat(get("/api/v1/jobs/" + running, null))
                        .hasHeader("Retry-After", "1")
                        .bodyJson()
                        .extractingPath("$.state")
                        .isEqualTo("RUNNING"));

        assertThat(cancel(waiting, null))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.state")
                .isEqualTo("CANCELLED");
        assertThat(cancel(waiting, null)).hasStatusOk();
        assertThat(cancel(running, "shop")).hasStatus(404);
        assertThat(cancel(running, null)).hasStatus(202);
        GO.countDown();
        await().untilAsserted(() ->
                assertThat(get("/api/v1/jobs/" + running, null))
                        .bodyJson()
                        .extractingPath("$.state")
                        .isEqualTo("CANCELLED"));
        var done = jobs.submit("quick", Map.of(), caller(null));
        await().untilAsserted(() ->
                assertThat(cancel(done, null))
                        .hasStatus(409)
                        .bodyJson()
                        .extractingPath("$.code")
                        .isEqualTo("job-finished"));
    }

    @Test
    void who_handed_a_job_in_can_ask_whether_it_came_to_its_end() {
        var waiting = jobs.submit("nobody-does-this", Map.of(), caller(null));
        var done = jobs.submit("quick", Map.of(), caller(null));

        await().untilAsserted(() -> assertThat(jobs.hasEnded(done)).isTrue());
        assertThat(jobs.hasEnded(waiting)).isFalse();
        assertThat(jobs.hasEnded("customerjob_nothing")).isFalse();
        assertThat(cancel(waiting, null)).hasStatusOk();
        assertThat(jobs.hasEnded(waiting)).isTrue();
    }

    @Test
    void a_job_that_is_not_there_is_a_404() {
        assertThat(get("/api/v1/jobs/customerjob_nothing", null)).hasStatus(404);
    }

    private MvcTestResult get(String uri, @Nullable String system) {
        return http.get().uri(uri).with(token("jobs:read", system)).exchange();
    }

    private MvcTestResult cancel(String id, @Nullable String system) {
        return http.post()
                .uri("/api/v1/jobs/" + id + "/cancellation")
                .with(token("jobs:write", system))
                .exchange();
    }

    private static List<String> ids(MvcTestResult page) {
        assertThat(page).hasStatusOk();
        return com.jayway.jsonpath.JsonPath.read(
                new String(
                        page.getResponse().getContentAsByteArray(),
                        java.nio.charset.StandardCharsets.UTF_8),
                "$.items[*].id");
    }

    private static Caller caller(@Nullable String system) {
        return new Caller("someone", Set.of(), system);
    }

    private static RequestPostProcessor token(String scope, @Nullable String system) {
        return SecurityMockMvcRequestPostProcessors.jwt()
                .jwt(it -> {
                    it.claim("client_id", "someone").claim("scope", scope);
                    if (system != null) {
                        it.claim("system", system);
                    }
                });
    }
}
