package io.pondcrm.segmentation.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param loyalPurchases how many sales within the window make a customer loyal
 * @param loyalWindow how far back they count
 * @param lostAfter without a sale for so long a customer is lost
 */
@ConfigurationProperties("pond.lifecycle")
record LifecycleSettings(
        @DefaultValue("5") int loyalPurchases,
        @DefaultValue("P365D") Duration loyalWindow,
        @DefaultValue("P180D") Duration lostAfter) {}
