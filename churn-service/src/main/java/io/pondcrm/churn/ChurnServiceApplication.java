package io.pondcrm.churn;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts churn-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ChurnServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(ChurnServiceApplication.class, args);
    }
}
