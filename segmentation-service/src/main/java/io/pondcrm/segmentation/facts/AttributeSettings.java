package io.pondcrm.segmentation.facts;

import io.pondcrm.segmentation.facts.domain.AttributeType;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param attributes those of the company's own attributes that predicates may ask for, and what
 *     they hold; customer-service has to publish them. One that a segment asks for stays declared
 */
@ConfigurationProperties("pond.segmentation")
record AttributeSettings(@DefaultValue Map<String, AttributeType> attributes) {}
