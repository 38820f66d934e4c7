package org.distrisocks;

import org.distrisocks.part.StartGate;
import org.distrisocks.pod.StopLimit;
import org.distrisocks.settings.ConfigMapGate;
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
        SpringApplication pod = new SpringApplication(DistriSocksApplication.class);
        pod.addInitializers(new ConfigMapGate(), new StopLimit(), new StartGate());
        pod.run(args);
    }
}
