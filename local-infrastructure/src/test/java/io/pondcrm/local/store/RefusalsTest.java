package io.pondcrm.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the store does not do it says, on empty collections too: nothing is passed over. */
class RefusalsTest {

    @TempDir static Path directory;

    private static DocumentStore store;
    private static MongoClient client;
    private static MongoDatabase database;

    @BeforeAll
    static void start() throws IOException {
        store = DocumentStore.start(directory, 0);
        client = Clients.of(store);
        database = client.getDatabase("refusals");
        database.getCollection("c").insertOne(new Document("_id", 1).append("a", 1));
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        store.close();
    }

    static Stream<String> commands() {
        return Stream.of(
                index("{a: 1}", "partialFilterExpression: {a: 1}"),
                index("{a: 1}", "expireAfterSeconds: 5"),
                index("{a: 1}", "collation: {locale: 'en'}"),
                index("{a: 1}", "hidden: true"),
                index("{a: 'text'}", "v: 2"),
                index("{a: '2d'}", "v: 2"),
                index("{a: '2dsphere'}", "v: 2"),
                index("{a: 'hashed'}", "v: 2"),
                index("{'$**': 1}", "v: 2"),
                "{create: 'x', capped: true, size: 4096}",
                "{create: 'x', validator: {a: 1}}",
                "{create: 'x', collation: {locale: 'en'}}",
                "{create: 'x', viewOn: 'c', pipeline: []}",
                "{create: 'x', timeseries: {timeField: 't'}}",
                "{create: 'x', expireAfterSeconds: 5}",
                "{collMod: 'c', validator: {a: 1}}",
                "{find: 'c', filter: {$where: 'true'}}",
                "{find: 'none', filter: {$text: {$search: 'x'}}}",
                "{find: 'none', filter: {a: {$near: [0, 0]}}}",
                "{find: 'none', filter: {a: {$geoWithin: {}}}}",
                "{find: 'none', filter: {$jsonSchema: {}}}",
                "{find: 'none', filter: {$and: [{a: {$bogus: 1}}]}}",
                "{find: 'none', filter: {a: {$not: {$bogus: 1}}}}",
                "{find: 'none', filter: {a: {$elemMatch: {b: {$bogus: 1}}}}}",
                "{find: 'none', filter: {a: {$regex: 'x', $ne: 'xy'}}}",
                "{find: 'c', collation: {locale: 'en'}}",
                "{find: 'c', tailable: true}",
                "{find: 'c', returnKey: true}",
                "{find: 'c', showRecordId: true}",
                "{find: 'c', let: {x: 1}}",
                "{find: 'c', min: {a: 1}}",
                "{find: 'c', sort: {a: {$meta: 'textScore'}}}",
                "{find: 'c', projection: {a: {$meta: 'textScore'}}}",
                "{find: 'c', projection: {'a.$': 1}}",
                "{find: 'c', projection: {b: '$a'}}",
                "{find: 'c', projection: {b: {$add: ['$a', 1]}}}",
                "{find: 'c', projection: {a: {$slice: 1}}}",
                "{find: 'c', unheardOf: 1}",
                "{count: 'c', collation: {locale: 'en'}}",
                "{distinct: 'c', key: 'a', collation: {locale: 'en'}}",
                "{update: 'c', updates: [{q: {}, u: [{$set: {a: 2}}]}]}",
                "{update: 'c', updates: [{q: {}, u: {$set: {a: 2}}, sort: {a: 1}}]}",
                "{update: 'c', updates: [{q: {}, u: {$set: {a: 2}}, collation: {locale: 'en'}}]}",
                "{update: 'c', updates: [{q: {}, u: {$set: {a: 2}}, c: {x: 1}}]}",
                "{update: 'none', updates: [{q: {}, u: {$bit: {a: {and: 1}}}}]}",
                "{update: 'none', updates: [{q: {}, u: {$set: {a: 1}, b: 2}}]}",
                "{update: 'none', updates: [{q: {}, u: {a: 1}, multi: true}]}",
                "{update: 'none', updates: [{q: {$where: '1'}, u: {$set: {a: 1}}}]}",
                "{update: 'c', let: {x: 1}, updates: [{q: {}, u: {$set: {a: 2}}}]}",
                "{delete: 'c', deletes: [{q: {}, limit: 1, collation: {locale: 'en'}}]}",
                "{delete: 'none', deletes: [{q: {$where: '1'}, limit: 1}]}",
                "{findAndModify: 'c', query: {}, update: [{$set: {a: 2}}]}",
                "{findAndModify: 'c', query: {}, update: {$set: {a: 2}}, collation: {locale: 'en'}}",
                "{insert: 'c', documents: [{_id: 5}], unheardOf: 1}",
                "{insert: 'c', documents: [{_id: 5}], txnNumber: NumberLong(1)}",
                "{insert: 'c', documents: [{_id: 5}], startTransaction: true, autocommit: false}",
                "{aggregate: 'c', pipeline: [{$changeStream: {}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$graphLookup: {}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$geoNear: {}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$setWindowFields: {}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$unionWith: 'd'}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$match: {$text: {$search: 'x'}}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$facet: {x: [{$redact: {}}]}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$merge: {into: 'd', whenMatched: []}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [{$out: {db: 'd', coll: 'e'}}], cursor: {}}",
                "{aggregate: 'c', pipeline: [], cursor: {}, collation: {locale: 'en'}}",
                "{aggregate: 'c', pipeline: [], cursor: {}, let: {x: 1}}",
                "{aggregate: 'c', pipeline: [], explain: true}",
                "{aggregate: 1, pipeline: [], cursor: {}}",
                "{mapReduce: 'c', map: 'x', reduce: 'y', out: 'z'}",
                "{commitTransaction: 1}",
                "{unheardOf: 1}");
    }

    private static String index(String key, String option) {
        return "{createIndexes: 'c', indexes: [{name: 'x', key: %s, %s}]}".formatted(key, option);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_refused(String command) {
        assertThat(refusal(Document.parse(command))).isNotBlank();
        assertThat(database.getCollection("c").find())
                .containsExactly(new Document("_id", 1).append("a", 1));
        assertThat(database.getCollection("c").listIndexes()).hasSize(1);
        assertThat(database.listCollectionNames()).doesNotContain("x", "d", "e");
    }

    /** Errors of single rows come beside {@code ok: 1}. */
    private static String refusal(Document command) {
        try {
            Document reply = database.runCommand(command);
            List<Document> errors = reply.getList("writeErrors", Document.class, List.of());
            return errors.isEmpty() ? "" : errors.getFirst().getString("errmsg");
        } catch (MongoCommandException e) {
            return e.getErrorMessage();
        }
    }

    @Test
    void the_driver_gets_no_session_for_a_transaction() {
        assertThatThrownBy(
                        () -> {
                            try (ClientSession session = client.startSession()) {
                                session.startTransaction();
                                database.getCollection("c")
                                        .insertOne(session, new Document("_id", 9));
                                session.commitTransaction();
                            }
                        })
                .isInstanceOf(MongoException.class);
        assertThat(database.getCollection("c").countDocuments()).isEqualTo(1);
    }

    @Test
    void a_refusal_through_the_driver_names_what_is_not_supported() {
        var germanOrder = new UpdateOptions().collation(Collation.builder().locale("de").build());

        assertThatThrownBy(() ->
                        database.getCollection("c")
                                .updateOne(
                                        Filters.eq("_id", 1),
                                        new Document("$set", new Document("a", 2)),
                                        germanOrder))
                .hasMessageContaining("collation")
                .hasMessageContaining("use MongoDB");
    }

    @Test
    void only_the_loopback_interface_is_served() throws IOException {
        var addresses =
                java.net.NetworkInterface.networkInterfaces()
                        .flatMap(java.net.NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress())
                        .toList();
        for (var address : addresses) {
            assertThatThrownBy(
                            () -> {
                                try (var socket = new java.net.Socket()) {
                                    socket.connect(
                                            new java.net.InetSocketAddress(address, store.port()),
                                            500);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }
}
