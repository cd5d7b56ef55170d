package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.PackedRecords;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Parts of one file, without a store. */
final class ChunksInMemory implements ImportChunks {

    final TreeMap<Integer, byte[]> parts = new TreeMap<>();
    final List<RejectedRecord> rejects = new ArrayList<>();

    @Override
    public void put(String job, int number, List<RawRecord> records) {
        parts.put(number, PackedRecords.pack(records));
    }

    @Override
    public List<RawRecord> get(String job, int number) {
        return PackedRecords.unpack(Objects.requireNonNull(parts.get(number)));
    }

    @Override
    public boolean holds(String job, int number) {
        return parts.containsKey(number);
    }

    @Override
    public void removeUpTo(String job, int number) {
        parts.headMap(number, true).clear();
    }

    @Override
    public void removeAll(String job) {
        parts.clear();
    }

    @Override
    public void putRejects(String job, int number, int lane, List<RejectedRecord> rejected) {
        rejects.addAll(rejected);
    }

    @Override
    public void forEachReject(String job, Consumer<RejectedRecord> reject) {
        rejects.forEach(reject);
    }
}
