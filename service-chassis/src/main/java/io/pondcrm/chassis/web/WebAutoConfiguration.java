package io.pondcrm.chassis.web;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
        })
@ConditionalOnProperty(name = "pond.web.enabled", matchIfMissing = true)
class WebAutoConfiguration {

    @Bean
    WireJson wireJson() {
        return new WireJson();
    }

    @Bean
    WireDocs wireDocs() {
        return new WireDocs();
    }

    @Bean
    StoreFailures storeFailures() {
        return new StoreFailures();
    }

    @Bean
    ProblemAdvice problemAdvice(StoreFailures storeFailures) {
        return new ProblemAdvice(storeFailures);
    }

    @Bean
    ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }

    @Bean
    ProblemResponses problemResponses() {
        return new ProblemResponses();
    }

    @Bean
    ValidationErrors validationErrors(Validator validator) {
        var messages = Validation.byDefaultProvider().configure().getDefaultMessageInterpolator();
        return new ValidationErrors(validator, messages);
    }

    @Bean
    PayloadReader payloadReader(JsonMapper json, ValidationErrors validation) {
        return new PayloadReader(json, validation);
    }

    @Bean
    WebMvcConfigurer queryFields() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                // Who may not call an operation does not hear what it takes.
                registry.addInterceptor(new QueryFieldCheck()).order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE));
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }
}
