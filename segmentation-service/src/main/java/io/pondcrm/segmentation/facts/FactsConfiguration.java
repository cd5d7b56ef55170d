package io.pondcrm.segmentation.facts;

import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FactsConfiguration {

    /** What predicates may ask of the company's own attributes. */
    @Bean
    AttributeTypes attributeTypes(AttributeSettings settings) {
        return new AttributeTypes(settings.attributes());
    }
}
