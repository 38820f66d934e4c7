package org.distrisocks.devservices;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.distrisocks.devservices.docker.DockerServices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("long")
class DockerServicesIT extends StartedServices {

    DockerServicesIT() {
        super(DevServicesOptions.docker());
    }

    @BeforeAll
    @Override
    void start() {
        assumeThat(DockerServices.engineAnswers())
                .as("a Docker engine answers: scripts/docker-engine.sh starts one")
                .isTrue();
        super.start();
    }
}
