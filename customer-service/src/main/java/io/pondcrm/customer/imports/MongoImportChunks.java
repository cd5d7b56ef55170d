package io.pondcrm.customer.imports;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.PackedRecords;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.bson.types.Binary;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Each file is sealed with a key of its own, which goes with it. */
@Component
class MongoImportChunks implements ImportChunks {

    private static final String LANE = "/";

    private final MongoOperations mongo;
    private final SubjectKeys keys;
    private final JsonMapper json;
    private final Clock clock;

    MongoImportChunks(MongoOperations mongo, SubjectKeys keys, JsonMapper json, Clock clock) {
        this.mongo = mongo;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void put(String job, int number, List<RawRecord> records) {
        var id = ImportChunkDocument.id(job, number);
        mongo.save(
                new ImportChunkDocument(
                        id,
                        records.size(),
                        seal(job, id, PackedRecords.pack(records)),
                        clock.instant()));
    }

    @Override
    public List<RawRecord> get(String job, int number) {
        var id = ImportChunkDocument.id(job, number);
        var chunk = mongo.findById(id, ImportChunkDocument.class);
        if (chunk == null) {
            throw new IllegalStateException("Part " + id + " of the file is not there");
        }
        return PackedRecords.unpack(open(job, id, chunk.packed()));
    }

    @Override
    public boolean holds(String job, int number) {
        var byId = query(where("_id").is(ImportChunkDocument.id(job, number)));
        return mongo.exists(byId, ImportChunkDocument.class);
    }

    @Override
    public void removeUpTo(String job, int number) {
        mongo.remove(
                query(
                        where("_id")
                                .gte(ImportChunkDocument.id(job, 0))
                                .lte(ImportChunkDocument.id(job, number))),
                ImportChunkDocument.class);
    }

    @Override
    public void removeAll(String job) {
        keys.destroy(job);
        mongo.remove(query(of(job)), ImportChunkDocument.class);
    }

    @Override
    public void putRejects(String job, int number, int lane, List<RejectedRecord> rejects) {
        var id = ImportChunkDocument.id(job, number) + LANE + lane;
        mongo.save(
                new ImportRejectsDocument(
                        id, rejects.size(), seal(job, id, pack(rejects)), clock.instant()));
    }

    @Override
    public void forEachReject(String job, Consumer<RejectedRecord> reject) {
        var inOrder = query(of(job)).with(Sort.by("_id")).cursorBatchSize(4);
        var ofOnePart = new ArrayList<RejectedRecord>();
        var part = "";
        try (var lanes = mongo.stream(inOrder, ImportRejectsDocument.class)) {
            for (var lane : (Iterable<ImportRejectsDocument>) lanes::iterator) {
                var its = lane.id().substring(0, lane.id().lastIndexOf(LANE));
                if (!its.equals(part)) {
                    flush(ofOnePart, reject);
                    part = its;
                }
                ofOnePart.addAll(unpack(open(job, lane.id(), lane.packed())));
            }
        }
        flush(ofOnePart, reject);
    }

    private static void flush(List<RejectedRecord> ofOnePart, Consumer<RejectedRecord> reject) {
        ofOnePart.sort(Comparator.comparingLong(RejectedRecord::line));
        ofOnePart.forEach(reject);
        ofOnePart.clear();
    }

    private static Criteria of(String job) {
        return where("_id")
                .gte(ImportChunkDocument.id(job, 0))
                .lte(ImportChunkDocument.id(job, Integer.MAX_VALUE));
    }

    private Binary seal(String job, String id, byte[] packed) {
        var key = keys.makeAll(List.of(job)).get(job);
        if (key == null) {
            throw new IllegalStateException("The file of " + job + " was thrown away");
        }
        return new Binary(key.seal(id, packed));
    }

    private byte[] open(String job, String id, Binary sealed) {
        return keys.find(job)
                .orElseThrow(
                        () -> new IllegalStateException("The file of " + job + " was thrown away"))
                .open(id, sealed.getData());
    }

    private byte[] pack(List<RejectedRecord> rejects) {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            json.writeValue(out, rejects.toArray(RejectedRecord[]::new));
        } catch (IOException inMemoryOnly) {
            throw new UncheckedIOException(inMemoryOnly);
        }
        return packed.toByteArray();
    }

    private List<RejectedRecord> unpack(byte[] packed) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return List.of(json.readValue(in, RejectedRecord[].class));
        } catch (IOException brokenInStore) {
            throw new UncheckedIOException(brokenInStore);
        }
    }
}
