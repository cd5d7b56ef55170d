package io.pondcrm.chassis.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class CallerOperatorsTest {

    private static final String OPERAND = CallerOperators.MARK + "17";

    @Test
    void an_operator_that_a_caller_made_is_found_wherever_it_stands() {
        assertThat(
                        foundIn(it ->
                                it.find(new Document("name", new Document("$ne", OPERAND)))
                                        .first()))
                .hasSize(1);
        assertThat(
                        foundIn(it ->
                                it.find(
                                                new Document(
                                                        "$or",
                                                        List.of(
                                                                new Document(
                                                                        "name",
                                                                        new Document(
                                                                                "$in",
                                                                                List.of(
                                                                                        OPERAND))))))
                                        .first()))
                .hasSize(1);
        assertThat(foundIn(it -> it.find(new Document(CallerOperators.MARK + "17.b", "x")).first()))
                .hasSize(1);
    }

    @Test
    void a_text_that_looks_like_an_operator_is_none() {
        assertThat(
                        foundIn(it ->
                                it.insertOne(
                                        new Document("name", "{\"$ne\":\"" + OPERAND + "\"}")
                                                .append("other", OPERAND))))
                .isEmpty();
        assertThat(foundIn(it -> it.find(new Document("name", new Document("$ne", "x"))).first()))
                .isEmpty();
    }

    private static List<String> foundIn(Consumer<MongoCollection<Document>> use) {
        var operators = new CallerOperators();
        var database = TestStore.database("callerOperators");
        var settings =
                MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(database.uri()))
                        .retryWrites(false)
                        .addCommandListener(operators)
                        .build();
        try (var client = MongoClients.create(settings)) {
            operators.watch();
            use.accept(client.getDatabase("callers").getCollection("things"));
            return operators.found();
        } finally {
            database.close();
        }
    }
}
