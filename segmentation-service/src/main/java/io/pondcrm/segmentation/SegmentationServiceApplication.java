package io.pondcrm.segmentation;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts segmentation-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SegmentationServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(SegmentationServiceApplication.class, args);
    }
}
