package io.pondcrm.customer.profile;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.pondcrm.customer.attribute.domain.AttributeDefinitions;
import io.pondcrm.customer.profile.domain.PhoneNumbers;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.SensitiveAttributes;
import io.pondcrm.customer.profile.domain.SeparateConsents;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    ProfileReader profileReader(PhoneNumbers phones, AttributeDefinitions attributes) {
        return new ProfileReader(phones, attributes::current);
    }

    @Bean
    SensitiveAttributes sensitiveAttributes(
            AttributeDefinitions attributes, SeparateConsents consents) {
        return new SensitiveAttributes(() -> attributes.current().sensitive(), consents);
    }

    /** Every list is an equality prefix and a sort on one of these. */
    @Bean
    InitializingBean customerIndexes(MongoOperations mongo) {
        return () -> {
            var customers = mongo.getCollection("customers");
            customers.createIndex(
                    Indexes.ascending("externalKeys"), new IndexOptions().unique(true));
            customers.createIndex(Indexes.ascending("contactKeys"));
            customers.createIndex(Indexes.ascending("nameTokens", "createdAt", "_id"));
            customers.createIndex(Indexes.ascending("matchKeys"));
            customers.createIndex(Indexes.ascending("createdAt", "_id"));
            customers.createIndex(Indexes.ascending("updatedAt", "_id"));
            customers.createIndex(Indexes.ascending("systems", "createdAt", "_id"));
            customers.createIndex(Indexes.ascending("region", "createdAt", "_id"));
            customers.createIndex(Indexes.ascending("tags", "createdAt", "_id"));
            customers.createIndex(
                    Indexes.ascending("interests.code"), new IndexOptions().sparse(true));
        };
    }
}
