package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.erasure.ReceiptKey;
import io.pondcrm.local.keys.ReceiptKeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReceiptCheckTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BITS = Integer.getInteger("pond.receipt.bits", 1);

    @TempDir Path folder;
    private ReceiptKey customer;
    private ReceiptKey churn;

    @BeforeEach
    void keys() throws IOException {
        customer = key("customer");
        churn = key("churn");
    }

    private ReceiptKey key(String name) throws IOException {
        var file = folder.resolve(name + ".json");
        new ReceiptKeyFile(file).ensure();
        return ReceiptKey.read(file.toString());
    }

    private static String statement(ReceiptKey key, String service, String request) {
        return key.sign(
                Map.of(
                        "service",
                        service,
                        "requestId",
                        request,
                        "customer",
                        "pseudonym",
                        "erased",
                        Map.of("standings", 1)));
    }

    private Map<String, Object> receipt(Map<String, String> statements) {
        var receipt = new TreeMap<String, Object>();
        receipt.put("format", "pondcrm-erasure-receipt/1");
        receipt.put("requestId", "dsr_1");
        receipt.put("customer", "pseudonym");
        receipt.put("completedAt", "2026-03-01T12:00:00Z");
        receipt.put("statements", statements);
        receipt.put("keys", List.of(customer.published(), churn.published()));
        receipt.put("signature", customer.sign(receipt));
        return receipt;
    }

    private Map<String, Object> good() {
        return receipt(
                new TreeMap<>(
                        Map.of(
                                "customer-service",
                                        statement(customer, "customer-service", "dsr_1"),
                                "churn-service", statement(churn, "churn-service", "dsr_1"))));
    }

    private static ReceiptCheck.Result check(Object receipt) {
        return ReceiptCheck.of(JSON.writeValueAsBytes(receipt), null);
    }

    @Test
    void a_receipt_as_it_was_made_is_good() {
        var result = check(good());

        assertThat(result.flaws()).isEmpty();
        assertThat(result.services()).containsExactly("churn-service", "customer-service");
        assertThat(result.keys()).containsExactlyInAnyOrder(customer.id(), churn.id());
    }

    /** One bit of each byte, another one each time; {@code -Dpond.receipt.bits=8} for all. */
    @Test
    void whichever_bit_is_flipped_it_is_found() {
        var receipt = JSON.writeValueAsBytes(good());
        var passed = new ArrayList<String>();

        for (var at = 0; at < receipt.length; at++) {
            for (var number = 0; number < BITS; number++) {
                var bit = (at + number) % Byte.SIZE;
                receipt[at] ^= (byte) (1 << bit);
                if (ReceiptCheck.of(receipt, null).isGood()) {
                    passed.add(at + "/" + bit);
                }
                receipt[at] ^= (byte) (1 << bit);
            }
        }

        assertThat(passed).isEmpty();
        assertThat(ReceiptCheck.of(receipt, null).isGood()).isTrue();
    }

    @Test
    void a_statement_of_another_request_or_service_is_named() {
        assertThat(
                        check(
                                        receipt(
                                                Map.of(
                                                        "churn-service",
                                                        statement(
                                                                churn, "churn-service", "dsr_2"))))
                                .flaws())
                .containsExactly("churn-service: the statement is of another requestId");
        assertThat(
                        check(
                                        receipt(
                                                Map.of(
                                                        "feedback-service",
                                                        statement(
                                                                churn, "churn-service", "dsr_1"))))
                                .flaws())
                .containsExactly("feedback-service: the statement is another service's");
    }

    @Test
    void what_was_added_or_taken_away_is_found() {
        var less = good();
        Objects.requireNonNull((Map<?, ?>) less.get("statements")).remove("churn-service");
        assertThat(check(less).flaws()).containsExactly("receipt: it is not what was signed");
        var more = good();
        more.put("note", "all is well");
        assertThat(check(more).flaws()).containsExactly("receipt: it is not what was signed");
    }

    @Test
    void keys_that_the_reader_does_not_trust_count_for_nothing() {
        var bytes = JSON.writeValueAsBytes(good());

        assertThat(ReceiptCheck.of(bytes, List.of(customer.id(), churn.id())).isGood()).isTrue();
        assertThat(ReceiptCheck.of(bytes, List.of(customer.id())).flaws())
                .containsExactly(
                        "keys: " + churn.id() + " is none of the keys that you trust",
                        "churn-service: signed by a key that is not known");
    }

    @Test
    void the_command_says_what_it_found_by_its_exit_code_too() throws IOException {
        var file = Files.write(folder.resolve("receipt"), JSON.writeValueAsBytes(good()));
        var keys =
                Files.writeString(
                        folder.resolve("keys"),
                        JSON.writeValueAsString(
                                Map.of("keys", List.of(customer.published(), churn.published()))));

        assertThat(run(file.toString())).startsWith("0 ");
        assertThat(run(file.toString(), "--keys", keys.toString())).startsWith("0 ");
        Files.writeString(file, Files.readString(file, UTF_8).replace("dsr_1", "dsr_2"));
        assertThat(run(file.toString()))
                .startsWith("1 ")
                .contains("churn-service: the statement is of another requestId");
        assertThat(run(folder.resolve("missing").toString())).startsWith("1 ");
    }

    private static String run(String... arguments) {
        var commands =
                new Pond(
                                Settings.of(name -> "POND_HOME".equals(name) ? "target" : null),
                                new Terminal(System.out, false))
                        .commands();
        var words = new StringWriter();
        commands.setOut(new PrintWriter(words, true));
        commands.setErr(new PrintWriter(words, true));
        var all = new ArrayList<>(List.of("verify-receipt"));
        all.addAll(List.of(arguments));
        return commands.execute(all.toArray(String[]::new)) + " " + words;
    }
}
