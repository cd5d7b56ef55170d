package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.rfm.domain.RfmRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.bson.types.Binary;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a run has read of one range of customers, kept until the run is there.
 *
 * @param read how many customers the range has, those without a sale too
 * @param customers the ids of those with one, one a line
 * @param values a day, a count and an amount for each of them: 16 bytes
 */
@Document("rfmRanges")
@TypeAlias("rfmRange")
@CompoundIndex(name = "run", def = "{'run': 1, 'number': 1}")
record RfmRangeDocument(
        @Id String id, String run, int number, int read, String customers, Binary values) {

    private static final int ROW_BYTES = 2 * Integer.BYTES + Long.BYTES;

    static String id(String run, int number) {
        return run + "/" + number;
    }

    static RfmRangeDocument of(String run, int number, int read, RfmRange range) {
        var ids = new ArrayList<String>(range.rows());
        var values = ByteBuffer.allocate(range.rows() * ROW_BYTES);
        for (var row = 0; row < range.rows(); row++) {
            ids.add(range.customerAt(row));
            values.putInt(range.dayAt(row)).putInt(range.countAt(row)).putLong(range.amountAt(row));
        }
        return new RfmRangeDocument(
                id(run, number),
                run,
                number,
                read,
                String.join("\n", ids),
                new Binary(values.array()));
    }

    RfmRange toDomain() {
        var reading = new RfmRange.Reading();
        var row = ByteBuffer.wrap(values.getData());
        if (row.hasRemaining()) {
            for (var customer : customers.split("\n", -1)) {
                reading.add(customer, row.getInt(), row.getInt(), row.getLong());
            }
        }
        return reading.toRange();
    }
}
