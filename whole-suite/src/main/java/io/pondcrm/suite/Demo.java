package io.pondcrm.suite;

import io.pondcrm.suite.sample.SampleCompany;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Loads a sample company through the API and shows what comes of it. */
final class Demo {

    private static final String TIERS = "/api/v1/tier-schemes/retail-membership";
    private static final String HEAT_MAP = "/api/v1/rfm-models/rfm-default/heatmap.svg";
    private static final String CLV = "/api/v1/clv-models";
    private static final int HOLDOUT_DAYS = 182;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Settings settings;
    private final Terminal terminal;
    private final Api api;

    Demo(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.api = new Api(settings, "ops");
    }

    void run() throws IOException, InterruptedException {
        var transactions = load();
        awaitScores(transactions);
        var run = scoreAll();
        showTiers();
        showSegments(run);
        showStages();
        showLifetimeValue();
        var customer = oneCustomer();
        showReasons(customer);
        liveUpgrade(customer);
        var outreach = new Outreach(settings, terminal, api);
        outreach.campaign();
        outreach.complaint(customer);
        outreach.churn();
        showWhereToGo(customer);
    }

    private long load() throws IOException, InterruptedException {
        terminal.heading(
                "A sample company: buying drawn from the BG/NBD population of Fader, Hardie & Lee (2005)");
        var company = SampleCompany.until(LocalDate.now(java.time.Clock.systemUTC()));
        var folder = settings.home().resolve("sample");
        Files.createDirectories(folder);
        var customers = folder.resolve("customers.csv");
        var transactions = folder.resolve("transactions.csv");
        write(customers, company::writeCustomers);
        write(transactions, company::writeTransactions);
        var imports = new Imports(api, terminal);
        imports.run("customers", SampleCompany.SYSTEM, customers);
        imports.run("transactions", SampleCompany.SYSTEM, transactions);
        return company.transactionCount();
    }

    private interface Writing {
        void to(java.io.OutputStream out) throws IOException;
    }

    private static void write(Path file, Writing writing) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            writing.to(out);
        }
    }

    /**
     * Events flow while we look: the tiers are whole when segmentation has nothing before it any
     * more.
     */
    private void awaitScores(long transactions) throws IOException, InterruptedException {
        var customer = new Metrics(settings.port(Settings.Port.CUSTOMER));
        var segmentation = new Metrics(settings.port(Settings.Port.SEGMENTATION));
        var begun = System.nanoTime();
        var calm = 0;
        while (calm < 3) {
            var pending =
                    customer.sum("outbox_pending")
                            + segmentation.sum("consumer_lag")
                            + segmentation.sum("outbox_pending");
            calm = pending == 0 ? calm + 1 : 0;
            terminal.progress(
                    "Score every customer",
                    Math.max(0, transactions - (long) pending),
                    transactions,
                    (long) pending + " events to go");
            if (Duration.ofNanos(System.nanoTime() - begun).compareTo(PATIENCE) > 0) {
                throw new IOException(
                        "Scores did not settle within "
                                + PATIENCE.toMinutes()
                                + " minutes: see ./pond logs segmentation");
            }
            TimeUnit.MILLISECONDS.sleep(400);
        }
        terminal.done(
                "Score every customer",
                Duration.ofNanos(System.nanoTime() - begun),
                "event by event, while the import ran and after it");
    }

    private JsonNode scoreAll() throws IOException, InterruptedException {
        var accepted =
                api.post(
                                "/api/v1/rfm-models/rfm-default/runs",
                                Map.of(
                                        "asOf",
                                        Instant.now(java.time.Clock.systemUTC())
                                                .truncatedTo(ChronoUnit.MILLIS)
                                                .toString()))
                        .orThrow();
        var took = awaitJob(accepted.header("location"));
        terminal.done("RFM run", took, "quintiles over all customers");
        return api.read("/api/v1/rfm-models/rfm-default/distribution");
    }

    private Duration awaitJob(String job) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        while (true) {
            var now = api.read(job);
            switch (now.path("state").asString()) {
                case "SUCCEEDED" -> {
                    return Duration.ofNanos(System.nanoTime() - begun);
                }
                case "FAILED", "CANCELLED" ->
                        throw new IOException("A job did not succeed: " + now);
                default -> TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private void showTiers() throws IOException, InterruptedException {
        terminal.heading("Tiers: retail membership 会员等级");
        var distribution = api.read(TIERS + "/distribution");
        var total = distribution.path("customers").asLong();
        for (var tier : distribution.path("tiers")) {
            terminal.share(
                    tier.path("tier").asString() + " " + tier.path("name").path("zh").asString(),
                    tier.path("customers").asLong(),
                    total);
        }
    }

    private void showSegments(JsonNode distribution) throws IOException, InterruptedException {
        terminal.heading("RFM segments 客户细分");
        var total = distribution.path("run").path("scored").asLong();
        for (var segment : distribution.path("segments")) {
            terminal.share(
                    segment.path("segment").asString(), segment.path("customers").asLong(), total);
        }
        showPicture("Heat map", HEAT_MAP, "rfm-heatmap.svg");
    }

    /** Saved as a file too: a browser has no token to ask the gateway with. */
    private void showPicture(String what, String path, String fileName)
            throws IOException, InterruptedException {
        var file = Files.createDirectories(settings.home().resolve("pictures")).resolve(fileName);
        var status = api.download(path, file);
        if (status != 200) {
            throw new IOException("HTTP " + status + " for " + path);
        }
        terminal.line("  %s: %s", what, file);
        terminal.line("    as served, with a token: %s%s", settings.gateway(), path);
    }

    private void showStages() throws IOException, InterruptedException {
        terminal.heading("Lifecycle 生命周期");
        var distribution = api.read("/api/v1/lifecycle-schemes/lifecycle-5/distribution");
        var total = distribution.path("customers").asLong();
        for (var stage : distribution.path("stages")) {
            terminal.share(
                    stage.path("stage").asString() + " " + stage.path("name").path("zh").asString(),
                    stage.path("customers").asLong(),
                    total);
        }
    }

    /**
     * A model of its own for each demo: fitted to all but the last half year, held against that.
     */
    private void showLifetimeValue() throws IOException, InterruptedException {
        terminal.heading("Lifetime value 客户生命周期价值");
        var yesterday = LocalDate.now(java.time.Clock.systemUTC()).minusDays(1);
        var model =
                CLV
                        + "/"
                        + api.post(
                                        CLV,
                                        Map.of(
                                                "name",
                                                "Demo until " + yesterday,
                                                "currency",
                                                "CNY",
                                                "zone",
                                                "Asia/Shanghai",
                                                "calibrationEnd",
                                                yesterday.minusDays(HOLDOUT_DAYS).toString(),
                                                "holdoutEnd",
                                                yesterday.toString(),
                                                "discountRate",
                                                "0.15"))
                                .orThrow()
                                .json()
                                .path("id")
                                .asString();
        var took = awaitJob(api.post(model + "/fit", Map.of()).orThrow().header("location"));
        terminal.done("CLV fit", took, "four families of models, the most likely chosen");
        api.post(model + "/publish", Map.of()).orThrow();
        var diagnostics = api.read(model + "/diagnostics");
        var best = diagnostics.path("candidates").get(0);
        terminal.line(
                "  %s  %s  log-likelihood %.2f",
                best.path("name").asString(),
                best.path("parameters").properties().stream()
                        .map(it ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.4f",
                                        it.getKey(),
                                        it.getValue().asDouble()))
                        .collect(Collectors.joining("  ")),
                best.path("logLikelihood").asDouble());
        var spend = diagnostics.path("spend");
        terminal.line(
                "  Gamma-Gamma  p %.2f  q %.2f  gamma %.2f  log-likelihood %.2f",
                spend.path("p").asDouble(),
                spend.path("q").asDouble(),
                spend.path("gamma").asDouble(),
                spend.path("logLikelihood").asDouble());
        var holdout = diagnostics.path("holdout");
        terminal.line(
                "  Held out: %,d purchases in %.0f weeks, %,.0f expected; mean absolute error %.3f a customer",
                holdout.path("actualPurchases").asLong(),
                holdout.path("time").asDouble(),
                holdout.path("expectedPurchases").asDouble(),
                holdout.path("meanAbsoluteError").asDouble());
        terminal.line("  Diagnostics: %s%s/diagnostics", settings.gateway(), model);
        showPicture("Calibration", model + "/calibration.svg", "clv-calibration.svg");
    }

    /** Somebody with a purchase or two, and a tier to rise to. */
    private String oneCustomer() throws IOException, InterruptedException {
        for (var tier : new String[] {"SILVER", "STANDARD"}) {
            var members = api.read(TIERS + "/members?tier=" + tier + "&limit=50").path("items");
            for (var member : members) {
                var id = member.path("customerId").asString();
                if (api.read("/api/v1/customers/" + id + "/rfm").has("cell")) {
                    return id;
                }
            }
        }
        throw new IOException("No customer has a tier to rise to");
    }

    private void showReasons(String customer) throws IOException, InterruptedException {
        terminal.heading("Why? One customer's scores with their reasons");
        var profile = api.read("/api/v1/customers/" + customer);
        terminal.line(
                "  %s  %s  %s",
                customer,
                profile.path("displayName").asString(),
                profile.path("region").asString());
        var rfm = api.read("/api/v1/customers/" + customer + "/rfm");
        terminal.line("  RFM %s %s", rfm.path("cell").asString(), rfm.path("segment").asString());
        reasons(rfm);
        var tier = api.read("/api/v1/customers/" + customer + "/tier");
        terminal.line(
                "  Tier %s since %s, looked at again on %s",
                tier.path("tier").asString(),
                tier.path("since").asString(),
                tier.path("reviewAt").asString());
        reasons(tier);
    }

    private void reasons(JsonNode score) {
        for (var reason : score.path("reasons")) {
            terminal.line(
                    "    %-12s %-24s %s",
                    reason.path("dimension").asString(),
                    reason.path("input").asString(),
                    reason.path("rule").asString());
        }
    }

    private void liveUpgrade(String customer) throws IOException, InterruptedException {
        terminal.heading("Live: one purchase moves this customer up a tier");
        var before = api.read("/api/v1/customers/" + customer + "/tier");
        var gap = before.path("next").path("gap");
        var now = Instant.now(java.time.Clock.systemUTC()).truncatedTo(ChronoUnit.MILLIS);
        var sale =
                Map.of(
                        "type",
                        "SALE",
                        "customerId",
                        customer,
                        "system",
                        SampleCompany.SYSTEM,
                        "externalId",
                        "demo-" + now.toEpochMilli(),
                        "occurredAt",
                        now.toString(),
                        "channel",
                        "STORE",
                        "total",
                        Map.of(
                                "amount",
                                gap.path("amount").asString(),
                                "currency",
                                gap.path("currency").asString()));
        var begun = System.nanoTime();
        api.post("/api/v1/transactions", sale, "Idempotency-Key", "demo-" + now.toEpochMilli())
                .orThrow();
        var accepted = System.nanoTime();
        var after = before;
        while (after.path("tier").asString().equals(before.path("tier").asString())) {
            if (Duration.ofNanos(System.nanoTime() - begun).compareTo(Duration.ofSeconds(30)) > 0) {
                throw new IOException(
                        "The tier did not change within 30 s: see ./pond logs segmentation");
            }
            after = api.read("/api/v1/customers/" + customer + "/tier");
        }
        var readable = System.nanoTime();
        terminal.line(
                "  %s %s bought for %s: %s → %s, readable %d ms after the purchase was accepted",
                "✔",
                customer,
                gap.path("amount").asString() + " " + gap.path("currency").asString(),
                before.path("tier").asString(),
                after.path("tier").asString(),
                (readable - accepted) / 1_000_000);
    }

    private void showWhereToGo(String customer) {
        terminal.heading("Go on from here");
        terminal.line("  API and docs   %s/docs", settings.gateway());
        terminal.line("  Mails          %s/mails", settings.issuer());
        terminal.line("  A token        ./pond token front-end   (also partner-shop, ops)");
        terminal.line(
                "  First call     curl -H \"Authorization: Bearer $(./pond token front-end)\" %s/api/v1/customers/%s/tier",
                settings.gateway(), customer);
        terminal.line("  Stop           ./pond down   (data is kept)");
    }
}
