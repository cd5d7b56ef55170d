package io.pondcrm.customer.transfer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param home ISO 3166-1: where customers without a region, and partners that nobody registered,
 *     are taken to be
 */
@ConfigurationProperties("pond.regions")
record TransferSettings(@DefaultValue("CN") String home) {}
