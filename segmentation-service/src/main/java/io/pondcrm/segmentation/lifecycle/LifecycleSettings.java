package io.pondcrm.segmentation.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param loyalPurchases how many sales within the window make a customer loyal
 * @param loyalWindow how far back they count
 * @param newFor so long from the first sale on a customer is new, in four stages
 * @param lostAfter without a sale for so long a customer is lost
 */
@ConfigurationProperties("pond.lifecycle")
record LifecycleSettings(
        @DefaultValue("5") int loyalPurchases,
        @DefaultValue("P365D") Duration loyalWindow,
        @DefaultValue("P90D") Duration newFor,
        @DefaultValue("P180D") Duration lostAfter) {}
