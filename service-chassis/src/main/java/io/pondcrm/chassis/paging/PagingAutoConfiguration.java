package io.pondcrm.chassis.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration
@ConditionalOnClass(MongoOperations.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "pond.paging.enabled", matchIfMissing = true)
class PagingAutoConfiguration {

    /**
     * @param key the same on all instances of a service, or cursors are good at one of them only
     */
    @Bean
    CursorSeal cursorSeal(@Value("${pond.paging.key:}") String key) {
        if (!key.isEmpty()) {
            return new CursorSeal(key.getBytes(UTF_8));
        }
        LoggerFactory.getLogger(PagingAutoConfiguration.class)
                .warn(
                        "pond.paging.key is not set: cursors end with this process and are unknown"
                                + " to other instances");
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new CursorSeal(random);
    }

    @Bean
    WebMvcConfigurer pageRequests(CursorSeal seal) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PageRequestArgument(seal));
            }
        };
    }

    @Bean
    PageAnswers pageAnswers(JsonMapper json) {
        return new PageAnswers(json);
    }

    @Bean
    PagingDocs pagingDocs() {
        return new PagingDocs();
    }
}
