package io.pondcrm.suite;

import io.pondcrm.suite.Settings.Port;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One process of the suite.
 *
 * @param name as people say it: {@code pond logs customer}
 * @param module the folder whose packaged jar holds it
 * @param mainClass what to start in that jar; empty for the jar's own main class
 * @param arguments for that main class
 * @param environment its settings
 * @param secrets variables that hold random secrets of this installation; programs that name the
 *     same one share it
 * @param heapMegabytes the most it may keep in its heap
 * @param port the port by which it is known
 * @param health answers 200 when the program takes work; null path where only the port tells
 */
record Program(
        String name,
        String module,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        List<String> secrets,
        int heapMegabytes,
        int port,
        Health health) {

    /** How to see that a program is ready. */
    sealed interface Health {
        /** It accepts connections. */
        record Listens() implements Health {}

        /** It answers 200 here. */
        record Answers(URI uri) implements Health {}
    }

    /** Names a file of keys, which is made before the first program that needs it. */
    static final String KEY_FILE = "POND_SEALING_KEKFILE";

    /** Names the file of the key that signs receipts, made likewise. */
    static final String RECEIPT_KEY_FILE = "POND_ERASURE_RECEIPTKEYFILE";

    private static final String PAGING_KEY = "POND_PAGING_KEY";
    private static final String AUDIT_KEYS = "POND_AUDIT_KEYS";
    private static final String ENGAGEMENT_SECRET = "POND_CLIENT_SECRET_ENGAGEMENT_SERVICE";

    /** Mails go into a sink: whoever tries the suite at night wants to see them, too. */
    private static final Map<String, String> NO_QUIET_HOURS =
            Map.of("POND_CONTACTPOLICY_QUIETFROM", "00:00", "POND_CONTACTPOLICY_QUIETTO", "00:00");

    /** One machine's own clients load and measure: a production's budgets would be in their way. */
    private static final List<String> BUDGETS =
            List.of(
                    "--pond.limits.clients.ops.requests=1000000",
                    "--pond.limits.clients.ops.window=60s",
                    "--pond.limits.clients.partner-shop.requests=100000",
                    "--pond.limits.clients.partner-shop.window=60s");

    /**
     * All programs in the order in which they are started: whoever is needed stands before who
     * needs it.
     */
    static List<Program> all(Settings settings) {
        var home = settings.home();
        var store = settings.port(Port.STORE);
        var broker = settings.port(Port.BROKER);
        var issuer = settings.port(Port.ISSUER);
        var programs = new ArrayList<Program>();
        programs.add(
                new Program(
                        "store",
                        "whole-suite",
                        "io.pondcrm.local.store.StoreMain",
                        List.of(String.valueOf(store), home.resolve("data/store").toString()),
                        Map.of(),
                        List.of(),
                        heap("STORE", 704),
                        store,
                        new Health.Listens()));
        programs.add(
                new Program(
                        "broker",
                        "whole-suite",
                        "io.pondcrm.local.broker.BrokerMain",
                        List.of(home.resolve("data/broker").toString(), String.valueOf(broker)),
                        Map.of(),
                        List.of(),
                        heap("BROKER", 192),
                        broker,
                        new Health.Listens()));
        programs.add(
                new Program(
                        "issuer",
                        "whole-suite",
                        "io.pondcrm.local.tokens.TokenIssuerApplication",
                        List.of(),
                        Map.of(
                                "SERVER_PORT", String.valueOf(issuer),
                                "POND_ISSUER_URL", settings.issuer(),
                                "POND_ISSUER_DIRECTORY", home.resolve("data/issuer").toString(),
                                "POND_ISSUER_ALLOWEDORIGINS", settings.gateway(),
                                "POND_MAIL_PORT", String.valueOf(settings.port(Port.MAIL))),
                        List.of(ENGAGEMENT_SECRET),
                        heap("ISSUER", 64),
                        issuer,
                        answers(issuer)));
        var customer = new LinkedHashMap<>(NO_QUIET_HOURS);
        customer.put(KEY_FILE, home.resolve("data/secrets/customer-keys.json").toString());
        programs.add(service(settings, "customer", Port.CUSTOMER, customer));
        programs.add(service(settings, "segmentation", Port.SEGMENTATION, Map.of()));
        programs.add(
                service(
                        settings,
                        "engagement",
                        Port.ENGAGEMENT,
                        Map.of(
                                "POND_CUSTOMER_SERVICE", local(settings, Port.CUSTOMER),
                                "POND_SEGMENTATION_SERVICE", local(settings, Port.SEGMENTATION),
                                "POND_SMTP_PORT", String.valueOf(settings.port(Port.MAIL)))));
        programs.add(
                service(
                        settings,
                        "feedback",
                        Port.FEEDBACK,
                        Map.of(
                                KEY_FILE,
                                home.resolve("data/secrets/feedback-keys.json").toString())));
        programs.add(service(settings, "churn", Port.CHURN, Map.of()));
        programs.add(
                service(
                        settings,
                        "gateway",
                        Port.GATEWAY,
                        Map.of(
                                "POND_LIMITS_DEFAULT_REQUESTS", "1000000",
                                "POND_SERVICES_CUSTOMER_URL", local(settings, Port.CUSTOMER),
                                "POND_SERVICES_SEGMENTATION_URL",
                                        local(settings, Port.SEGMENTATION),
                                "POND_SERVICES_ENGAGEMENT_URL", local(settings, Port.ENGAGEMENT),
                                "POND_SERVICES_FEEDBACK_URL", local(settings, Port.FEEDBACK),
                                "POND_SERVICES_CHURN_URL", local(settings, Port.CHURN))));
        return List.copyOf(programs);
    }

    private static String local(Settings settings, Port port) {
        return "http://127.0.0.1:" + settings.port(port);
    }

    private static Program service(
            Settings settings, String name, Port port, Map<String, String> more) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SERVER_PORT", String.valueOf(settings.port(port)));
        environment.put("POND_MONGODB", "mongodb://127.0.0.1:" + settings.port(Port.STORE));
        environment.put("POND_KAFKA_SERVERS", "127.0.0.1:" + settings.port(Port.BROKER));
        environment.put("POND_SECURITY_ISSUER", settings.issuer());
        environment.put("POND_SECURITY_JWKSURI", settings.issuer() + "/oauth2/jwks");
        if (!name.equals("gateway")) {
            environment.put(
                    RECEIPT_KEY_FILE,
                    settings.home()
                            .resolve("data/secrets/" + name + "-receipt-key.json")
                            .toString());
        }
        environment.putAll(more);
        return new Program(
                name,
                name.equals("gateway") ? name : name + "-service",
                "",
                name.equals("gateway") ? BUDGETS : List.of(),
                environment,
                name.equals("engagement")
                        ? List.of(PAGING_KEY, AUDIT_KEYS, ENGAGEMENT_SECRET)
                        : List.of(PAGING_KEY, AUDIT_KEYS),
                heap(port.name(), name.equals("customer") ? 192 : 160),
                settings.port(port),
                answers(settings.port(port)));
    }

    private static Health answers(int port) {
        return new Health.Answers(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"));
    }

    private static int heap(String name, int usual) {
        var set = System.getenv("POND_HEAP_" + name);
        return set == null ? usual : Integer.parseInt(set);
    }
}
