package org.distrisocks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** One pod of distriSocks. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class DistriSocksApplication {

    static void main(String[] args) {
        SpringApplication.run(DistriSocksApplication.class, args);
    }
}
