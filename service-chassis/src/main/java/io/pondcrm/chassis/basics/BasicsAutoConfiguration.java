package io.pondcrm.chassis.basics;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class BasicsAutoConfiguration {

    /**
     * Ticks in milliseconds: what MongoDB and the wire can hold, so that a value read back equals
     * the one written.
     */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(Clock clock) {
        return Ids.timeOrdered(clock);
    }
}
