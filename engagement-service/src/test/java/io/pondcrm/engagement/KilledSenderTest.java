package io.pondcrm.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.TestKeys;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.local.broker.Broker;
import io.pondcrm.local.mail.Mail;
import io.pondcrm.local.mail.MailSink;
import io.pondcrm.local.store.DocumentStore;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A campaign to 1,000 customers, sent by a process of its own that is killed (SIGKILL) three times
 * midway: store, broker and mail server are real and live on.
 */
class KilledSenderTest {

    static final int CUSTOMERS = 1_000;
    static final int THREADS = 4;
    static final int KILLS = 3;
    static final Duration PATIENCE = Duration.ofSeconds(240);
    static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path directory;

    private final StubCustomers customerService = new StubCustomers();
    private final StubSegments segments = new StubSegments();
    private final MailSink sink = MailSink.start(0);
    private final HttpClient http = HttpClient.newHttpClient();
    private DocumentStore store;
    private Broker broker;
    private MongoClient mongo;
    private @Nullable Process service;
    private int port;

    @BeforeEach
    void start() throws IOException {
        store = DocumentStore.start(directory.resolve("store"), 0);
        broker = Broker.start(directory.resolve("broker"), 0);
        mongo = MongoClients.create("mongodb://127.0.0.1:" + store.port());
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
        mongo.close();
        sink.close();
        customerService.close();
        segments.close();
        broker.close();
        store.close();
    }

    @Test
    void everyone_who_may_be_addressed_gets_one_mail_though_the_sender_is_killed_three_times()
            throws Exception {
        var customers = customers();
        startService();
        var campaign = launch(segments.of(customers.keySet()));

        var killedAt = new ArrayList<Integer>();
        for (var kill = 1; kill <= KILLS; kill++) {
            var enough = kill * 180;
            patiently()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> sink.list().size() >= enough);
            kill();
            killedAt.add(sink.list().size());
            startService();
        }
        patiently()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> json("/campaigns/" + campaign).path("state").asString(),
                        "DONE"::equals);

        check(campaign, customers, killedAt);
    }

    /** The mail server's threads complain of the connections that a kill cuts. */
    private static ConditionFactory patiently() {
        return Awaitility.await().dontCatchUncaughtExceptions();
    }

    private void check(String campaign, Map<CustomerId, Card> customers, List<Integer> killedAt)
            throws Exception {
        var audience = documents("campaign_audience");
        var heldOut =
                audience.stream()
                        .filter(it -> it.getBoolean("heldOut"))
                        .map(it -> new CustomerId(it.getString("customerId")))
                        .collect(Collectors.toSet());
        var messages = new HashMap<CustomerId, Document>();
        for (var message : documents("messages")) {
            assertThat(messages.put(new CustomerId(message.getString("customerId")), message))
                    .as("a second record for one customer")
                    .isNull();
        }
        var mails = sink.list().stream().collect(Collectors.groupingBy(Mail::to));
        assertThat(audience).hasSize(CUSTOMERS);
        assertThat(heldOut.size()).isBetween(50, 150);

        var addressed = new HashSet<String>();
        var seconds = 0;
        var doubtful = 0;
        for (var customer : customers.keySet()) {
            var box = mails.getOrDefault(StubCustomers.addressOf(customer), List.of());
            if (heldOut.contains(customer)) {
                assertThat(messages).as("a record for the holdout").doesNotContainKey(customer);
                assertThat(box).as("a mail to the holdout").isEmpty();
                continue;
            }
            var message = Objects.requireNonNull(messages.get(customer));
            var decision = json("/messages/" + message.getString("_id") + "/decision");
            var card = Objects.requireNonNull(customers.get(customer));
            if (!card.allowed()) {
                assertThat(message.getString("state")).isEqualTo("SUPPRESSED");
                assertThat(decision.path("outcome").asString()).isEqualTo("SUPPRESS");
                assertThat(decision.path("reason").asString()).isEqualTo(card.reason());
                assertThat(box).as("a mail to one who said no").isEmpty();
                continue;
            }
            addressed.add(StubCustomers.addressOf(customer));
            var copies = message.getList("copies", Document.class).size();
            assertThat(message.getString("state")).isEqualTo("SENT");
            assertThat(decision.path("outcome").asString()).isEqualTo("SEND");
            assertThat(decision.path("reason").asString()).isEqualTo("ALLOWED");
            assertThat(decision.path("checks"))
                    .extracting(it -> it.path("name").asString())
                    .containsExactly("CONSENT", "CONTENT", "QUIET_HOURS");
            assertThat(box.size()).isBetween(1, copies);
            doubtful += copies > 1 ? 1 : 0;
            seconds += box.size() - 1;
            assertThat(box)
                    .extracting(Mail::messageId)
                    .containsOnly("<" + Message.idOf(campaign, customer, "") + "@pondcrm.example>");
            // Newest first: the first copy carries no mark, each later one its number.
            assertThat(box.stream().filter(it -> !it.headers().containsKey("X-Pond-Copy")).count())
                    .isLessThanOrEqualTo(1);
            if (box.size() > 1) {
                assertThat(box.getFirst().headers()).containsKey("X-Pond-Copy");
            }
        }
        assertThat(mails.keySet()).as("nobody else got a mail").isEqualTo(addressed);
        assertThat(doubtful).as("messages in doubt").isBetween(0, THREADS * KILLS);
        assertThat(seconds).as("second copies").isLessThanOrEqualTo(doubtful);
        var stats = json("/campaigns/" + campaign + "/stats");
        assertThat(stats.path("messages").path("SENT").asInt()).isEqualTo(addressed.size());
        assertThat(stats.path("heldOut").asInt()).isEqualTo(heldOut.size());
        assertThat(stats.path("copied").asInt()).isEqualTo(doubtful);
        nothingPersonalIsKept();
        System.out.printf(
                "%d customers: %d held out, %d sent, %d in doubt at a kill, %d second copies; killed at"
                        + " %s mails%n",
                CUSTOMERS, heldOut.size(), addressed.size(), doubtful, seconds, killedAt);
    }

    private void nothingPersonalIsKept() throws IOException {
        var database = mongo.getDatabase("engagement-service");
        for (var collection : database.listCollectionNames()) {
            for (var document : documents(collection)) {
                assertThat(document.toJson())
                        .as(collection)
                        .doesNotContain("@example.org", "canary-", "Canary ");
            }
        }
        for (var log : Objects.requireNonNull(directory.resolve("logs").toFile().listFiles())) {
            assertThat(Files.readString(log.toPath()))
                    .as("log")
                    .doesNotContain("@example.org", "canary-", "Canary ");
        }
    }

    private List<Document> documents(String collection) {
        return mongo.getDatabase("engagement-service")
                .getCollection(collection)
                .find()
                .into(new ArrayList<>());
    }

    /** Most may be addressed; some said no, some never said anything, some have no address. */
    private Map<CustomerId, Card> customers() {
        var customers = new HashMap<CustomerId, Card>();
        for (var number = 0; number < CUSTOMERS; number++) {
            var card =
                    switch (number % 20) {
                        case 3, 4 -> Card.refused("NEVER_GRANTED");
                        case 7 -> Card.refused("WITHDRAWN");
                        case 11 -> Card.refused("NO_ADDRESS");
                        case 13 -> Card.granted().with("locale", "zh-CN");
                        default -> Card.granted();
                    };
            var customer = TestEvents.newCustomer();
            customers.put(customer, card);
            customerService.say(customer, card);
        }
        return customers;
    }

    private String launch(String segment) throws Exception {
        var template =
                post(
                                "/templates",
                                """
                                {"name":"Spring","variables":[{"name":"offer","type":"TEXT"}],
                                 "texts":[{"locale":"en","subject":"{{offer}} for {{customer.displayName}}",
                                           "text":"Dear {{customer.displayName}}, come and see {{offer}}"},
                                          {"locale":"zh-CN","subject":"{{offer}}","text":"{{customer.displayName}}"}]}\
                                """)
                        .path("id")
                        .asString();
        var campaign =
                post(
                                "/campaigns",
                                """
                                {"name":"Spring","segmentId":"%s","templateId":"%s","variables":{"offer":"tea"}}\
                                """
                                        .formatted(segment, template))
                        .path("id")
                        .asString();
        post("/campaigns/" + campaign + "/launch", "");
        return campaign;
    }

    private void startService() throws IOException {
        var path =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(it -> !it.endsWith("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator));
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        path,
                        "io.pondcrm.engagement.EngagementServiceApplication");
        builder.environment()
                .putAll(
                        Map.ofEntries(
                                Map.entry("SERVER_PORT", String.valueOf(port)),
                                Map.entry("POND_MONGODB", "mongodb://127.0.0.1:" + store.port()),
                                Map.entry("POND_KAFKA_SERVERS", broker.bootstrapServers()),
                                Map.entry("POND_SECURITY_ISSUER", TestTokens.issuer()),
                                Map.entry("POND_SECURITY_JWKSURI", TestTokens.jwksUri()),
                                Map.entry("POND_SECURITY_AUDIENCE", TestTokens.AUDIENCE),
                                Map.entry("POND_CUSTOMER_SERVICE", customerService.url()),
                                Map.entry("POND_SEGMENTATION_SERVICE", segments.url()),
                                Map.entry(
                                        "POND_TOKEN_URI", customerService.url() + "/oauth2/token"),
                                Map.entry("POND_CLIENT_SECRET_ENGAGEMENT_SERVICE", "secret"),
                                Map.entry("POND_ERASURE_RECEIPTKEYFILE", TestKeys.RECEIPT_KEY),
                                Map.entry("POND_SMTP_PORT", String.valueOf(sink.port())),
                                Map.entry("POND_SENDING_THREADS", String.valueOf(THREADS)),
                                // As production, but for the time until doubt is certain.
                                Map.entry("POND_SENDING_LEASE", "PT15S")));
        var logs = Files.createDirectories(directory.resolve("logs"));
        var log = logs.resolve("log-" + Objects.requireNonNull(logs.toFile().list()).length);
        service = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        var started = service;
        patiently()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(started.isAlive()).as(() -> readTail(log)).isTrue();
                    return isReady();
                });
    }

    private static String readTail(Path log) {
        try {
            var text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 3_000));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + port
                                                                    + "/actuator/health/readiness"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private void kill() throws InterruptedException {
        var running = Objects.requireNonNull(service);
        running.destroyForcibly();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private JsonNode json(String path) throws Exception {
        return send(request(path).GET().build());
    }

    private JsonNode post(String path, String body) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(20))
                .header(
                        "Authorization",
                        "Bearer "
                                + TestTokens.with(
                                        "campaigns:read",
                                        "campaigns:write",
                                        "templates:write",
                                        "messages:read"));
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return JSON.readTree(answer.body());
    }
}
