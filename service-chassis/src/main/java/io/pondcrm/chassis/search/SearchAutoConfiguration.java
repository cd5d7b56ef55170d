package io.pondcrm.chassis.search;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.DeserializationFeature;

@AutoConfiguration
@ConditionalOnProperty(name = "pond.search.enabled", matchIfMissing = true)
class SearchAutoConfiguration {

    /** A filter's numbers arrive as they were written: a double would change 0.1. */
    @Bean
    JsonMapperBuilderCustomizer exactNumbers() {
        return builder -> builder.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }
}
