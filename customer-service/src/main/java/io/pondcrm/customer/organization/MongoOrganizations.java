package io.pondcrm.customer.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.customer.organization.domain.Affiliation;
import io.pondcrm.customer.organization.domain.Affiliations;
import io.pondcrm.customer.organization.domain.Firmographics;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoOrganizations implements Affiliations, InitializingBean, Eraser, Collector {

    private final MongoOperations mongo;

    MongoOrganizations(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection("organization_affiliations")
                .createIndex(Indexes.ascending("steps.parent"));
        mongo.getCollection("firmographics").createIndex(Indexes.ascending("organization", "year"));
    }

    @Override
    public Affiliation get(CustomerId organization) {
        var read = mongo.findById(organization.value(), AffiliationDocument.class);
        return read == null ? Affiliation.none(organization) : read.toDomain();
    }

    @Override
    public List<Affiliation> listOf(Collection<CustomerId> organizations) {
        return affiliations("_id", organizations);
    }

    @Override
    public List<Affiliation> everPartOf(Collection<CustomerId> parents) {
        return affiliations("steps.parent", parents);
    }

    private List<Affiliation> affiliations(String field, Collection<CustomerId> ids) {
        var values = ids.stream().map(CustomerId::value).toList();
        return mongo.find(query(where(field).in(values)), AffiliationDocument.class).stream()
                .map(AffiliationDocument::toDomain)
                .toList();
    }

    @Override
    public boolean put(Affiliation next) {
        var document = AffiliationDocument.of(next);
        return next.version() == 1
                ? inserted(document)
                : replaced(document.id(), document, next.version());
    }

    /** One year of one organization; empty if nothing was said of it. */
    Optional<Firmographics> find(CustomerId organization, int year) {
        return Optional.ofNullable(
                        mongo.findById(
                                FirmographicsDocument.idOf(organization, year),
                                FirmographicsDocument.class))
                .map(FirmographicsDocument::toDomain);
    }

    /** All years of these organizations. */
    List<Firmographics> years(Collection<String> organizations) {
        return mongo
                .find(query(where("organization").in(organizations)), FirmographicsDocument.class)
                .stream()
                .map(FirmographicsDocument::toDomain)
                .toList();
    }

    /** Stores a year in place of the version before it; false if another took that place. */
    boolean put(Firmographics next) {
        var document = FirmographicsDocument.of(next);
        return next.version() == 1
                ? inserted(document)
                : replaced(document.id(), document, next.version());
    }

    private boolean inserted(Object document) {
        try {
            mongo.insert(document);
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    private boolean replaced(String id, Object document, long version) {
        return mongo.findAndReplace(
                        query(where("_id").is(id).and("version").is(version - 1)),
                        document,
                        FindAndReplaceOptions.options().returnNew())
                != null;
    }

    @Override
    public String erases() {
        return "organizations";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), AffiliationDocument.class)
                        .getDeletedCount()
                + mongo.remove(query(where("organization").in(ids)), FirmographicsDocument.class)
                        .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return Stream.concat(
                StoredRecords.of(mongo, AffiliationDocument.class, where("_id").in(ids)),
                StoredRecords.of(
                        mongo, FirmographicsDocument.class, where("organization").in(ids)));
    }
}
