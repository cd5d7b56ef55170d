package io.pondcrm.local.tokens;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * An OAuth 2 token issuer for the demo clients and, in the same process, a mail sink. For trying
 * and developing; production uses the company's identity provider and mail server.
 *
 * <p>Prints one line, {@code Issuer ready at <url>}, when it answers.
 */
@SpringBootApplication(scanBasePackages = {"io.pondcrm.local.tokens", "io.pondcrm.local.mail"})
public class TokenIssuerApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(TokenIssuerApplication.class)
                .web(WebApplicationType.SERVLET)
                // A plain application.yaml would be found in services' tests too.
                .properties("spring.config.name=issuer")
                .listeners(
                        (ApplicationListener<ApplicationReadyEvent>)
                                ready ->
                                        System.out.println(
                                                "Issuer ready at "
                                                        + ready.getApplicationContext()
                                                                .getBean(IssuerSettings.class)
                                                                .url()));
    }
}
