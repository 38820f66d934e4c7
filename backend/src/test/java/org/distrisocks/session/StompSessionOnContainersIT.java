package org.distrisocks.session;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.distrisocks.ContainerServices;
import org.distrisocks.devservices.docker.DockerServices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.springframework.context.annotation.Import;

/** The same on Testcontainers, found by {@code @ServiceConnection}. */
@Tag("long")
@Import(ContainerServices.class)
class StompSessionOnContainersIT extends StompSessionContract {

    @BeforeAll
    static void requireEngine() {
        assumeThat(DockerServices.engineAnswers())
                .as("a Docker engine answers: scripts/docker-engine.sh starts one")
                .isTrue();
    }
}
