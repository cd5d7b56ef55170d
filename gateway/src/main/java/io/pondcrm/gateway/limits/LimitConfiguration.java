package io.pondcrm.gateway.limits;

import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.gateway.routing.domain.RouteTable;
import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.StrictHttpFirewall;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    /** Behind the filter that opens the trace, so that a refusal has its trace id. */
    private static final int BEFORE_ALL = Ordered.HIGHEST_PRECEDENCE + 10;

    private static final int BEHIND_THE_TOKEN_CHECK =
            SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1;

    @Bean
    Budgets budgets(LimitSettings settings, Clock clock) {
        return new Budgets(settings, clock);
    }

    @Bean
    FilterRegistrationBean<Filter> head(LimitSettings settings, Budgets budgets) {
        return at(BEFORE_ALL, new HeadFilter(settings, budgets));
    }

    @Bean
    FilterRegistrationBean<Filter> quota(Budgets budgets, MeterRegistry meters) {
        return at(BEHIND_THE_TOKEN_CHECK, new QuotaFilter(budgets, meters));
    }

    @Bean
    FilterRegistrationBean<Filter> body(RouteTable table, LimitSettings settings) {
        return at(BEHIND_THE_TOKEN_CHECK + 1, new BodyFilter(table, settings));
    }

    /**
     * Looks at header values as the default does, without its regular expression: on a token of 800
     * characters, and each time that a header is read, that costs a tenth of a call.
     */
    @Bean
    StrictHttpFirewall httpFirewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> value.chars().noneMatch(Character::isISOControl));
        return firewall;
    }

    private static FilterRegistrationBean<Filter> at(int order, Filter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns("/api/*", "/docs", "/docs/*", "/v3/*");
        return registration;
    }
}
