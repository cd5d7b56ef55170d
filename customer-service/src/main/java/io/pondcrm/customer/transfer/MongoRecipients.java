package io.pondcrm.customer.transfer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.pondcrm.customer.transfer.domain.DataRegion;
import io.pondcrm.customer.transfer.domain.Recipient;
import io.pondcrm.customer.transfer.domain.Recipients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoRecipients implements Recipients {

    private static final Duration KEPT = Duration.ofSeconds(2);

    private final MongoOperations mongo;
    private final TransferSettings settings;
    private final LoadingCache<String, SortedMap<String, Recipient>> kept =
            Caffeine.newBuilder().expireAfterWrite(KEPT).build(_ -> read());

    MongoRecipients(MongoOperations mongo, TransferSettings settings) {
        this.mongo = mongo;
        this.settings = settings;
    }

    private SortedMap<String, Recipient> read() {
        var all = new TreeMap<String, Recipient>();
        mongo.findAll(RecipientDocument.class).forEach(it -> all.put(it.id(), it.toDomain()));
        return all;
    }

    @Override
    public Recipient get(String system) {
        var registered = kept.get("").get(system);
        return registered == null ? Recipient.atHome(system, settings.home()) : registered;
    }

    @Override
    public Optional<Recipient> find(String system) {
        return Optional.ofNullable(mongo.findById(system, RecipientDocument.class))
                .map(RecipientDocument::toDomain);
    }

    @Override
    public DataRegion home() {
        return DataRegion.of(settings.home());
    }

    @Override
    public List<Recipient> list() {
        return List.copyOf(kept.get("").values());
    }

    @Override
    public boolean put(Recipient recipient) {
        try {
            var document = RecipientDocument.of(recipient);
            if (recipient.version() == 1) {
                mongo.insert(document);
                return true;
            }
            return mongo.findAndReplace(
                            query(
                                    where("_id")
                                            .is(document.id())
                                            .and("version")
                                            .is(document.version() - 1)),
                            document,
                            FindAndReplaceOptions.options().returnNew())
                    != null;
        } catch (DuplicateKeyException _) {
            return false;
        } finally {
            kept.invalidateAll();
        }
    }

    @Override
    public boolean remove(String system, long version) {
        try {
            return mongo.remove(
                                    query(where("_id").is(system).and("version").is(version)),
                                    RecipientDocument.class)
                            .getDeletedCount()
                    == 1;
        } finally {
            kept.invalidateAll();
        }
    }
}
