package org.distrisocks.devservices;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("long")
@EnabledIf(
        value = "org.distrisocks.devservices.docker.DockerServices#engineAnswers",
        disabledReason = "no Docker engine answers: scripts/docker-engine.sh starts one")
class DockerServicesIT extends StartedServices {

    DockerServicesIT() {
        super(DevServicesOptions.docker());
    }
}
