package io.pondcrm.gateway.docs;

import io.pondcrm.gateway.routing.domain.RouteTable;
import io.pondcrm.gateway.routing.domain.Services;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;
import tools.jackson.databind.json.JsonMapper;

/** The page and all that it loads come from here: it works with the network off. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    /**
     * @param tokenUrl where the page can get a token; a browser must be able to reach it
     */
    @ConfigurationProperties("pond.docs")
    record Settings(URI tokenUrl) {}

    @Bean
    OpenApiDocument openApiDocument(
            RouteTable table, Services services, Settings settings, JsonMapper json, Clock clock) {
        return new OpenApiDocument(table, services, settings.tokenUrl().toString(), json, clock);
    }

    @Bean
    WebMvcConfigurer docsPage(Settings settings) {
        var version =
                Objects.requireNonNull(
                        new WebJarVersionLocator().version("swagger-ui"), "swagger-ui is missing");
        return new WebMvcConfigurer() {
            @Override
            public void addViewControllers(ViewControllerRegistry registry) {
                registry.addViewController("/docs").setViewName("forward:/docs/index.html");
                registry.addRedirectViewController("/docs/", "/docs");
            }

            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/docs/swagger-ui/**")
                        .addResourceLocations(
                                "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/")
                        .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic());
                registry.addResourceHandler("/docs/*").addResourceLocations("classpath:/docs/");
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PagePolicy(settings.tokenUrl()))
                        .addPathPatterns("/docs", "/docs/**");
            }
        };
    }

    /** The page may load from us alone, and talk to us and to the token endpoint. */
    private record PagePolicy(URI tokenUrl) implements HandlerInterceptor {

        @Override
        public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                            + " img-src 'self' data:; font-src 'self'; frame-ancestors 'none';"
                            + " base-uri 'none'; form-action 'none'; connect-src 'self'"
                            + origin());
            response.setHeader("Referrer-Policy", "no-referrer");
            return true;
        }

        private String origin() {
            @Nullable String authority = tokenUrl.getRawAuthority();
            return authority == null ? "" : " " + tokenUrl.getScheme() + "://" + authority;
        }
    }
}
